"""What jupyter_kernel_test asks of every kernel, with TypeScript's samples. Run from a folder of the project."""

import unittest

import jupyter_kernel_test


class TypeScriptKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "typescript"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [
        {"text": "Math.flo", "matches": {"floor"}},
        {"text": "JSON.stringi", "matches": {"stringify"}},
    ]
    complete_code_samples = ["1", "let a = 1", "function f(x: number) {\n  return x;\n}\n"]
    incomplete_code_samples = ["function f(", "let a = [1,", "`abc"]
    invalid_code_samples = ["let 1x = 2", "}"]
    code_generate_error = 'throw new Error("x")'
    code_execute_result = [
        {"code": "6 * 7", "result": "\x1b[33m42\x1b[39m"},
        {"code": "[1, 2].length", "result": "\x1b[33m2\x1b[39m"},
    ]
    code_display_data = [
        {
            "code": 'import { display } from "next-token-kernel"; display({ "text/html": "<b>x</b>" })',
            "mime": "text/html",
        }
    ]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.floor"
    code_clear_output = 'import { clearOutput } from "next-token-kernel"; clearOutput()'

    def setUp(self):
        self.flush_channels()


if __name__ == "__main__":
    unittest.main(verbosity=2)

import { describe, expect, it } from "vitest";
import { isComplete } from "../../../kernel/src/translate";

describe("whether a console runs a cell", () => {
  it.each([
    "",
    "1 + 1",
    "const a = 1;",
    "function f() {\n  return 1;\n}",
    "// note",
    "await 1",
    "{ a: 1, b: 2 }",
    "`a\nb`",
    "type T = 1",
    "x\n",
    "if (a) b",
    "/* a */",
    "for (;;) {}",
    "'a'",
    "import 'x'",
    "a;\n\n",
  ])("%j is complete", (source) => {
    expect(isComplete(source)).toEqual({ status: "complete" });
  });

  it.each<[string, string]>([
    ["function f() {", "  "],
    ["function f() {\n  if (x) {", "    "],
    ["function f() {\n\tif (x) {", "\t\t"],
    ["foo(", "  "],
    ["foo(1,", ""],
    ["[1,\n  2,", "  "],
    ["a +", ""],
    ["const f = () =>", "  "],
    ["x.", ""],
    ["`text", ""],
    ["`text ${", "  "],
    ["/* note", ""],
    ["class A {\n  m() {\n    return 1;", "    "],
    ["if (x)", ""],
    ["const a =", ""],
    ["const a = {\n  b: 1,", "  "],
    ["{ a: 1,", ""],
    ["import { a } from", ""],
    ["@decorate", ""],
    ["type T =", ""],
    ["a ? b", ""],
    ["try {\n} ", ""],
    ["do {\n} while", ""],
  ])("%j goes on, indented by %j", (source, indent) => {
    expect(isComplete(source)).toEqual({ status: "incomplete", indent });
  });

  it.each([
    "const = 1",
    "}",
    "foo)",
    "'open",
    "/open",
    "return 1",
    "let a = 1 let b",
    "%time x",
    "!npm i x",
    "a b",
    "function f() { ] ",
  ])("%j is invalid", (source) => {
    expect(isComplete(source)).toEqual({ status: "invalid" });
  });
});

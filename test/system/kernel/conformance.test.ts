import { expect, it } from "vitest";
import { runPython } from "./python";

/** jupyter_kernel_test 0.7.0 from PyPI, which checks each message against the schemas of jupyter_client. */
it("the kernel does all that jupyter_kernel_test asks of kernels", () => {
  const { status, stderr } = runPython("conformance.py");
  // The one that may be skipped asks for IPython's pager.
  expect(stderr).toMatch(/Ran 12 tests[^]*\nOK \(skipped=1\)\n/);
  expect(stderr).toMatch(/test_pager .* skipped/);
  expect(status).toBe(0);
});

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { jupyterEnvironment, root, venvPython } from "../../../scripts/environment.mjs";

/** jupyter_kernel_test 0.7.0 from PyPI, which checks each message against the schemas of jupyter_client. */
it("the kernel does all that jupyter_kernel_test asks of kernels", () => {
  const program = fileURLToPath(new URL("conformance.py", import.meta.url));
  const { status, stderr } = spawnSync(venvPython, [program], {
    cwd: join(root, "notebooks"),
    env: jupyterEnvironment(),
    encoding: "utf8",
  });
  // The one that may be skipped asks for IPython's pager.
  expect(stderr).toMatch(/Ran 12 tests[^]*\nOK \(skipped=1\)\n/);
  expect(stderr).toMatch(/test_pager .* skipped/);
  expect(status).toBe(0);
});

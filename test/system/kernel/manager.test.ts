import { expect, it } from "vitest";
import { runPython } from "./python";

it("jupyter_client's manager reaches, restarts and ends the kernel", () => {
  const { status, stderr } = runPython("manager.py");
  expect(stderr).toMatch(/Ran 4 tests[^]*\nOK\n/);
  expect(status).toBe(0);
});

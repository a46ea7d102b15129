import { afterAll, beforeAll, expect, it } from "vitest";
import { TestNotebook } from "../kernel/session/notebook";
import { backends } from "./backends";

let notebook: TestNotebook;
beforeAll(async () => void (notebook = await TestNotebook.open()));
afterAll(() => notebook.close());

it("ready that is stopped anywhere in a load is of use in the next cell", async () => {
  await notebook.ok('import { ready, tf } from "kernel-utils/nn";');
  const asked = backends.map((backend) => `await ready({ backend: "${backend}" });`).join(" ");
  for (const moment of [0, 5, 20, 50, 100]) {
    const id = await notebook.send(`console.log("go"); ${asked}`);
    await notebook.said(id, "go");
    await new Promise((done) => setTimeout(done, moment));
    await notebook.interrupt();
    await notebook.ended(id);
    const { result } = await notebook.ok(
      `const { name } = await ready({ backend: "wasm" });
[name, tf.getBackend(), tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).dataSync()[0]]`,
    );
    expect(result).toBe("[ 'wasm', 'wasm', 3 ]");
  }
});

it("a load that a stop has torn is not waited for", async () => {
  await notebook.ok('import fs from "node:fs"; const { existsSync } = fs;');
  const id = await notebook.send(`const existsNever = () => {
  console.log("stuck");
  for (;;);
};
Object.assign(fs, { existsSync: existsNever });
await ready({ backend: "wasm" });`);
  await notebook.said(id, "stuck");
  await notebook.interrupt();
  expect((await notebook.ended(id)).reply.ename).toBe("KeyboardInterrupt");
  const { result } = await notebook.ok(
    'Object.assign(fs, { existsSync }); [(await ready({ backend: "wasm" })).name, tf.getBackend()]',
  );
  expect(result).toBe("[ 'wasm', 'wasm' ]");
});

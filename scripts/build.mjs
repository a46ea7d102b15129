// @ts-check
// Compile the workspaces to CommonJS + declarations: `npm run build`, and what `npm ci` runs at its end.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildKernels } from "./buildKernels.mjs";
import { bundleGradients } from "./bundleGradients.mjs";
import { bundleRooms } from "./bundleRooms.mjs";
import { root } from "./environment.mjs";
import { shareMemory } from "./shareMemory.mjs";

// Named by its package: node_modules/.bin/tsc is the older compiler that tslab brings along.
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
for (const workspace of ["kernel", "kernel-utils"]) {
  // What was compiled from a source that is gone would still be found, by imports and by npm pack.
  rmSync(join(root, workspace, "dist"), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, workspace)], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
await bundleGradients(join(root, "kernel-utils", "dist", "tfjs-gradients.js"));
buildKernels(join(root, "kernel-utils", "dist", "nn"));
await bundleRooms(join(root, "kernel", "dist"));
shareMemory(join(root, "kernel-utils", "dist", "nn", "tfjs-backend-wasm-simd.wasm"));

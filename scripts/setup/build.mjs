// @ts-check
import { join } from "node:path";
import { root } from "../environment.mjs";
import { runOrExplain } from "./runOrExplain.mjs";
import { fingerprint, readText, writeWhole } from "./stamp.mjs";

const workspaces = ["kernel", "kernel-utils"];
// Below node_modules: new packages may be a new compiler, so `npm ci` takes the stamp away.
const stamp = join(root, "node_modules", ".cache", "next-token", "build");

/** What goes into the build and what came out: an edit of either, or a file gone, makes it stale. */
const state = () =>
  fingerprint([
    join(root, "tsconfig.base.json"),
    ...["build.mjs", "buildKernels.mjs", "bundleGradients.mjs", "bundleRooms.mjs"].map((name) =>
      join(root, "scripts", name),
    ),
    ...workspaces.flatMap((name) => ["tsconfig.json", "src", "dist"].map((part) => join(root, name, part))),
  ]);

export const build = {
  name: "build of kernel and kernel-utils",
  isDone: () => readText(stamp) === state(),
  async run() {
    await runOrExplain("the build", [process.execPath, join(root, "scripts", "build.mjs")]);
    writeWhole(stamp, state());
  },
};

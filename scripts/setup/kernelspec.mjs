// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { kernelNode, root, venv } from "../environment.mjs";
import { runOrExplain } from "./runOrExplain.mjs";
import { fingerprint, readText, writeWhole } from "./stamp.mjs";

const dist = join(root, "kernel", "dist");
const stamp = join(venv, "next-token-kernelspec");

/** The kernelspecs by name, and what the kernel's program takes to write each. @type {Record<string, readonly string[]>} */
const specs = { typescript: [], tslab: ["--tslab"] };

/** They name a Node and this folder, and are written by this build of the kernel. */
const state = () => `${kernelNode()}\n${root}\n${fingerprint([dist])}`;

export const kernelspec = {
  name: "kernel",
  isDone: () =>
    Object.keys(specs).every((name) => existsSync(join(venv, "share", "jupyter", "kernels", name, "kernel.json"))) &&
    readText(stamp) === state(),
  async run() {
    const install = [kernelNode(), join(dist, "cli.js"), "install", "--prefix", venv];
    for (const [name, args] of Object.entries(specs)) {
      await runOrExplain(`writing the kernelspec ${name}`, [...install, ...args]);
    }
    writeWhole(stamp, state());
  },
};

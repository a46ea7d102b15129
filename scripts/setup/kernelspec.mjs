// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, venv } from "../environment.mjs";
import { runOrExplain } from "./runOrExplain.mjs";
import { fingerprint, readText, writeWhole } from "./stamp.mjs";

const dist = join(root, "kernel", "dist");
const spec = join(venv, "share", "jupyter", "kernels", "typescript", "kernel.json");
const stamp = join(venv, "next-token-kernelspec");

/** The kernelspec names this Node and this folder, and is written by this build of the kernel. */
const state = () => `${process.execPath}\n${root}\n${fingerprint([dist])}`;

export const kernelspec = {
  name: "kernel",
  isDone: () => existsSync(spec) && readText(stamp) === state(),
  async run() {
    await runOrExplain("writing the kernelspec", [process.execPath, join(dist, "cli.js"), "install", "--prefix", venv]);
    writeWhole(stamp, state());
  },
};

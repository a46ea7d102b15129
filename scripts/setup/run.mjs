// @ts-check
import { fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../environment.mjs";

const leash = join(root, "scripts", "setup", "leash.mjs");

/**
 * Start a program that ends when this process ends.
 * @param {readonly string[]} command the program and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, stdio: "pipe" | "inherit" }} options
 */
export function startOnLeash(command, { env = process.env, stdio }) {
  // No execArgv: a debugger or loader of this process is not the program's.
  return fork(leash, command, { cwd: root, env, execArgv: [], stdio: ["ignore", stdio, stdio, "ipc"] });
}

/**
 * Run a program to its end, its output kept back.
 * @param {readonly string[]} command the program and its arguments
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ status: number, output: string }>} output: stdout and stderr as they came
 */
export function run(command, env) {
  return new Promise((resolve) => {
    const child = startOnLeash(command, { env, stdio: "pipe" });
    /** @type {Buffer[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => chunks.push(chunk));
    child.on("close", (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

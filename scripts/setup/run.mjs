// @ts-check
import { startOnLeash } from "./startOnLeash.mjs";

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

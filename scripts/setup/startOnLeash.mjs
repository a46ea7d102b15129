// @ts-check
import { fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../environment.mjs";

const leash = join(root, "scripts", "setup", "leash.mjs");

/**
 * Start a program, in the project's folder, that ends when this process ends. Its process number comes as a message.
 * @param {readonly string[]} command the program and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, stdio: "pipe" | "inherit" }} options
 */
export function startOnLeash(command, { env = process.env, stdio }) {
  // No execArgv: a debugger or loader of this process is not the program's.
  return fork(leash, command, { cwd: root, env, execArgv: [], stdio: ["ignore", stdio, stdio, "ipc"] });
}

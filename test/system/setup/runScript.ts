import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** A script of a clone at work. */
export interface Running {
  readonly child: ChildProcess;
  /** What it printed so far, stdout and stderr as they came. */
  output(): string;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Start a program in a folder. */
export function start(folder: string, env: NodeJS.ProcessEnv, program: string, ...args: readonly string[]): Running {
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const printed = { stdout: "", stderr: "", both: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
      printed.both += text;
    });
  }
  return {
    child,
    output: () => printed.both,
    ended: new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, stdout: printed.stdout, stderr: printed.stderr }));
    }),
  };
}

/** Start one of the clone's scripts with the Node of the tests, e.g. `setup.mjs`. */
export const startScript = (clone: string, env: NodeJS.ProcessEnv, script: string, ...args: readonly string[]) =>
  start(clone, env, process.execPath, join(clone, "scripts", script), ...args);

/** Run a few lines of module code in a clone, and give what it printed. */
export async function evaluate(clone: string, env: NodeJS.ProcessEnv, code: string): Promise<string> {
  const { stdout, stderr } = await start(clone, env, process.execPath, "--input-type=module", "-e", code).ended;
  return (stdout + stderr).trim();
}

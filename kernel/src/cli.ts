#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const usage = `next-token-kernel: a TypeScript kernel for Jupyter

  next-token-kernel install                write the kernelspec "TypeScript" for this user's Jupyter
    --user                                 the same, said aloud
    --prefix DIR                           for the Jupyter of the Python environment DIR alone (.venv)
    --tslab                                "TypeScript (tslab)" instead: stock tslab 1.0.22
  next-token-kernel start FILE             serve the client of a Jupyter connection file (Jupyter types this)
`;

/** What a reader typed can't be done. */
class UsageError extends Error {}

function start([connectionFile, ...rest]: readonly string[]): void {
  if (connectionFile === undefined) throw new UsageError("start needs the connection file that Jupyter wrote");
  if (rest.length > 0) throw new UsageError(`start takes one connection file, got ${rest.join(" ")} besides`);
  if (!existsSync(connectionFile)) throw new UsageError(`there is no connection file ${connectionFile}`);
  const folder = process.cwd();
  // The compiler's process and the sockets' thread start while this thread reads the rest of the kernel. The first cell
  // waits for the compiler: it comes first.
  const { startLanguage, startServer } = require("./language") as typeof import("./language");
  const server = startServer(folder);
  const { startWire } = require("./wire") as typeof import("./wire");
  const wire = startWire(connectionFile);
  const language = startLanguage(folder, server);
  const { startKernel } = require("./session") as typeof import("./session");
  startKernel(wire, language);
}

function install(args: readonly string[]): void {
  // Read where they are used: a start has no use for them.
  const { installKernelspec } = require("./kernelspec") as typeof import("./kernelspec");
  const { userDataFolder } = require("./user-data-folder") as typeof import("./user-data-folder");
  const { user, prefix, tslab } = readInstall(args);
  if (user && prefix !== undefined) throw new UsageError("install takes --user or --prefix DIR, not both");
  const folder = prefix === undefined ? userDataFolder() : join(resolve(prefix), "share", "jupyter");
  console.log(installKernelspec(tslab ? "tslab" : "typescript", folder));
}

function readInstall(args: readonly string[]) {
  const { parseArgs } = require("node:util") as typeof import("node:util");
  try {
    const flag = { type: "boolean", default: false } as const;
    return parseArgs({ args: [...args], options: { user: flag, tslab: flag, prefix: { type: "string" } } }).values;
  } catch (error) {
    throw new UsageError(`install: ${(error as Error).message}`);
  }
}

const [command, ...args] = process.argv.slice(2);
try {
  if (command === "start") start(args);
  else if (command === "install") install(args);
  else if (command === "--help" || command === "-h") process.stdout.write(usage);
  else throw new UsageError(command === undefined ? "say what to do" : `there is no command ${command}`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`next-token-kernel: ${message}\n${error instanceof UsageError ? `\n${usage}` : ""}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

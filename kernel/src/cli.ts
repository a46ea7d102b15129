#!/usr/bin/env node
import { existsSync } from "node:fs";
import { installKernelspec } from "./kernelspec";
import { startKernel } from "./session";

const usage = `next-token-kernel: a TypeScript kernel for Jupyter

  next-token-kernel install --prefix DIR   write the kernelspec "TypeScript" below DIR (a Python environment)
  next-token-kernel start FILE             serve the client of a Jupyter connection file (Jupyter types this)
`;

function fail(message: string): never {
  process.stderr.write(`next-token-kernel: ${message}\n\n${usage}`);
  process.exit(2);
}

const [command, ...args] = process.argv.slice(2);
if (command === "start") {
  const [connectionFile] = args;
  if (connectionFile === undefined) fail("start needs the connection file that Jupyter wrote");
  if (!existsSync(connectionFile)) fail(`there is no connection file ${connectionFile}`);
  startKernel(connectionFile);
} else if (command === "install") {
  const [flag, prefix] = args;
  if (flag !== "--prefix" || prefix === undefined) fail("install needs --prefix DIR");
  console.log(installKernelspec(prefix));
} else if (command === "--help" || command === "-h") {
  process.stdout.write(usage);
} else {
  fail(command === undefined ? "say what to do" : `there is no command ${command}`);
}

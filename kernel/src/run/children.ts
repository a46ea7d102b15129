import type { ChildProcess, SpawnOptions } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChildGuard } from "./child-guard";
import { executions } from "./execution";
import type { Sink, Wait } from "./output";
import { uniqueId } from "./unique-id";

type ChildProcessModule = typeof import("node:child_process");
type Run = (...args: unknown[]) => unknown;

/** Let children end with the kernel, and those with inherited output write to pipes, whose other ends are read here. */
export function captureChildren(sink: Sink, waitForChild: Wait): () => void {
  const childProcess = createRequire(__filename)("node:child_process") as ChildProcessModule;
  const { ChildProcess: Child } = childProcess as unknown as {
    ChildProcess: { prototype: { spawn(options: SpawnOptions): number } };
  };
  const original = Child.prototype.spawn;
  const guard = new ChildGuard();
  Child.prototype.spawn = function (this: ChildProcess, options: SpawnOptions): number {
    guard.arm();
    const stdio = stdioList(options.stdio);
    const inherited = ([1, 2] as const).filter((fd) => isInherited(stdio[fd], fd));
    for (const fd of inherited) stdio[fd] = "pipe";
    const status = original.call(this, { ...options, stdio });
    if (!options.detached) guard.add(this);
    for (const fd of inherited) {
      const stream = this.stdio[fd];
      if (stream === null || stream === undefined || !("setEncoding" in stream)) continue;
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => sink(fd === 1 ? "stdout" : "stderr", text));
    }
    return status;
  };
  const undo = captureSynchronous(childProcess, guard, (run, args) =>
    runStoppably(() => runWithFiles(run, args, sink), waitForChild),
  );
  return () => {
    Child.prototype.spawn = original;
    undo();
  };
}

/** Of children that are waited for, inherited output goes to files, which are read when the child has ended. */
function captureSynchronous(
  childProcess: ChildProcessModule,
  guard: ChildGuard,
  runAs: (run: Run, args: unknown[]) => unknown,
): () => void {
  const functions = childProcess as unknown as Record<string, Run>;
  const names = ["spawnSync", "execFileSync", "execSync"] as const;
  const originals = names.map((name) => [name, functions[name] as Run] as const);
  for (const [name, original] of originals) {
    functions[name] = (...args) => {
      guard.arm();
      return runAs(original, args);
    };
  }
  // Cells that import them by name get these too.
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) functions[name] = original;
    syncBuiltinESMExports();
  };
}

/** What waits for a program throws the interrupt that came meanwhile, whatever the program came to. */
function runStoppably(run: () => unknown, waitForChild: Wait): unknown {
  const signal = executions.getStore()?.signal;
  const wasStopped = signal?.aborted;
  try {
    return waitForChild(run);
  } finally {
    if (!wasStopped) signal?.throwIfAborted();
  }
}

function runWithFiles(run: Run, args: unknown[], sink: Sink): unknown {
  const at = args.findIndex((arg, i) => i > 0 && typeof arg === "object" && arg !== null && !Array.isArray(arg));
  const options = (args[at] ?? {}) as SpawnOptions;
  const stdio = stdioList(options.stdio);
  const inherited = ([1, 2] as const).filter((fd) => isInherited(stdio[fd], fd));
  if (inherited.length === 0) return run(...args);
  const files = inherited.map((fd) => {
    const path = join(tmpdir(), `next-token-${uniqueId()}`);
    stdio[fd] = openSync(path, "wx", 0o600);
    return { fd, path, handle: stdio[fd] as number };
  });
  try {
    return run(...args.with(at, { ...options, stdio }));
  } finally {
    for (const { fd, path, handle } of files) {
      closeSync(handle);
      const text = readFileSync(path, "utf8");
      rmSync(path);
      if (text !== "") sink(fd === 1 ? "stdout" : "stderr", text);
    }
  }
}

const stdioList = (stdio: SpawnOptions["stdio"]): any[] =>
  Array.isArray(stdio) ? [...stdio] : Array.from({ length: 3 }, () => stdio ?? "pipe");

const isInherited = (entry: unknown, fd: 1 | 2): boolean =>
  entry === "inherit" || entry === fd || entry === (fd === 1 ? process.stdout : process.stderr);

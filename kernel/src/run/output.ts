import { createRequire } from "node:module";
import { StringDecoder } from "node:string_decoder";
import type { ChildProcess, SpawnOptions } from "node:child_process";

export type StreamName = "stdout" | "stderr";
/** Where what is written goes: to the cell that the running code belongs to. */
export type Sink = (name: StreamName, text: string) => void;

type Write = typeof process.stdout.write;

/**
 * Send what is written to stdout and stderr, by this process and by children that inherit them, to `sink`.
 * @returns a function that puts Node's own back
 */
export function captureOutput(sink: Sink): () => void {
  const undo = [captureStream("stdout", sink), captureStream("stderr", sink), captureChildren(sink)];
  return () => undo.forEach((restore) => restore());
}

function captureStream(name: StreamName, sink: Sink): () => void {
  const stream = process[name];
  const original = stream.write;
  // A character may be cut in two between two writes of bytes.
  const decoder = new StringDecoder("utf8");
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    sink(name, typeof chunk === "string" ? decodedString(chunk, encoding) : decoder.write(Buffer.from(chunk)));
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof done === "function") process.nextTick(done as () => void);
    return true;
  };
  stream.write = write as Write;
  return () => {
    stream.write = original;
  };
}

/** Text, or bytes written as text (`write("ff", "hex")`). */
function decodedString(text: string, encoding: unknown): string {
  return encoding === "hex" || encoding === "base64" || encoding === "latin1"
    ? Buffer.from(text, encoding).toString("utf8")
    : text;
}

/** Let children with inherited output write to pipes instead, whose other ends are read here. */
function captureChildren(sink: Sink): () => void {
  const childProcess = createRequire(__filename)("node:child_process") as typeof import("node:child_process");
  const { ChildProcess: Child } = childProcess as unknown as {
    ChildProcess: { prototype: { spawn(options: SpawnOptions): number } };
  };
  const original = Child.prototype.spawn;
  Child.prototype.spawn = function (this: ChildProcess, options: SpawnOptions): number {
    const stdio = stdioList(options.stdio);
    const inherited = ([1, 2] as const).filter((fd) => isInherited(stdio[fd], fd));
    for (const fd of inherited) stdio[fd] = "pipe";
    const status = original.call(this, { ...options, stdio });
    for (const fd of inherited) {
      const stream = this.stdio[fd];
      if (stream === null || stream === undefined || !("setEncoding" in stream)) continue;
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => sink(fd === 1 ? "stdout" : "stderr", text));
    }
    return status;
  };
  return () => {
    Child.prototype.spawn = original;
  };
}

const stdioList = (stdio: SpawnOptions["stdio"]): any[] =>
  Array.isArray(stdio) ? [...stdio] : Array.from({ length: 3 }, () => stdio ?? "pipe");

const isInherited = (entry: unknown, fd: 1 | 2): boolean =>
  entry === "inherit" || entry === fd || entry === (fd === 1 ? process.stdout : process.stderr);

import { StringDecoder } from "node:string_decoder";
import { captureChildren } from "./children";
import { writePlainly } from "./plain-console";
import { hasKernel, withoutKernel } from "./without-kernel";

export type StreamName = "stdout" | "stderr";
/** Where what is written goes: to the cell that the running code belongs to. */
export type Sink = (name: StreamName, text: string) => void;

/** Does something that waits for a child process, so that an interrupt can end it. */
export type Wait = <T>(work: () => T) => T;

type Write = typeof process.stdout.write;

/**
 * Send what is written to stdout and stderr, by this process and by children that inherit them, to `sink`.
 * @returns a function that puts Node's own back
 */
export function captureOutput(sink: Sink, waitForChild: Wait): () => void {
  const undo = [
    captureStream("stdout", sink),
    captureStream("stderr", sink),
    captureChildren(sink, waitForChild),
    writePlainly(),
  ];
  return () => undo.forEach((restore) => restore());
}

function captureStream(name: StreamName, sink: Sink): () => void {
  const stream = process[name];
  const original = stream.write;
  // A character may be cut in two between two writes of bytes.
  const decoder = new StringDecoder("utf8");
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const text = typeof chunk === "string" ? decodedString(chunk, encoding) : decoder.write(Buffer.from(chunk));
    // As in `console.error(error)` and `console.trace()`.
    sink(name, hasKernel(text) ? withoutKernel(text) : text);
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

import { closeSync, openSync, readSync } from "node:fs";
import { TextDecoder } from "node:util";

const chunkSize = 2 ** 20;

/**
 * The lines of a UTF-8 file of any length, without "\n" and "\r\n", a part of the file in memory at a time.
 * @throws Error when there is no such file, and, with the line, where it isn't UTF-8
 */
export function* readLines(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const chunk = new Uint8Array(chunkSize);
    let numLines = 0;
    let rest = ""; // of a line that goes on in the next chunk
    for (let size = -1; size !== 0;) {
      size = readSync(file, chunk);
      const lines = (rest + decode(decoder, chunk.subarray(0, size), `${path}, after line ${numLines}`)).split("\n");
      rest = lines.pop()!;
      numLines += lines.length;
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, place: string): string {
  try {
    return decoder.decode(bytes, { stream: bytes.length > 0 });
  } catch (cause) {
    throw new Error(`${place}: must be UTF-8, got other bytes: convert the file, or unpack it if it is compressed`, {
      cause,
    });
  }
}

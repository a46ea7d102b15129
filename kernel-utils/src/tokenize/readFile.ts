import { readFileSync } from "node:fs";
import { describeValue } from "../core";

/**
 * A file's text; a byte order mark is dropped.
 * @throws Error naming the file: there is none, a folder, not UTF-8
 */
export function readTextFile(path: string): string {
  if (typeof path !== "string") throw new TypeError(`path must be a string, got ${describeValue(path)}`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new Error(`${path}: the file must be there to be read, got ${(cause as NodeJS.ErrnoException).code}`, {
      cause,
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path}:${lineOfBadUtf8(bytes)}: the file must be UTF-8, got other bytes: save it as UTF-8`, {
      cause,
    });
  }
}

/** @throws Error with file, line and reason where it is no JSON */
export function readJson(path: string): unknown {
  const text = readTextFile(path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause as SyntaxError;
    const position = /at position (\d+)/.exec(message)?.[1];
    // Without a position it is the end that is missing.
    const line = lineAt(text, position === undefined ? text.length : Number(position));
    throw new Error(`${path}:${line}: the file must be JSON, got ${message}`, { cause });
  }
}

const lineAt = (text: string, end: number) => text.slice(0, end).split("\n").length;

/** The first line that isn't UTF-8 by itself: no character of several bytes holds a line break. */
function lineOfBadUtf8(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let line = 1, start = 0; ; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
}

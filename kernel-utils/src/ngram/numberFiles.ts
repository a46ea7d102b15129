import { closeSync, openSync, readSync, writeSync } from "node:fs";

/** Numbers written to a file one after the other, 32 bits each as they are in memory. */
export interface NumberWriter {
  push(value: number): void;
  end(): void;
}

export function createNumberWriter(path: string, bufferLength = 2 ** 13): NumberWriter {
  const file = openSync(path, "w");
  const buffer = new Uint32Array(bufferLength);
  let length = 0;
  const flush = (): void => {
    const bytes = new Uint8Array(buffer.buffer, 0, 4 * length);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    length = 0;
  };
  return {
    push(value) {
      buffer[length++] = value;
      if (length === buffer.length) flush();
    },
    end() {
      flush();
      closeSync(file);
    },
  };
}

/** Reads such a file. */
export interface NumberReader {
  /** The next number; undefined at the end, where the file is closed. */
  next(): number | undefined;
  /** Close it before its end. */
  close(): void;
}

export function createNumberReader(path: string, bufferLength = 2 ** 13): NumberReader {
  const file = openSync(path, "r");
  const buffer = new Uint32Array(bufferLength);
  const bytes = new Uint8Array(buffer.buffer);
  let length = 0;
  let at = 0;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  const fill = (): void => {
    let numBytes = 0;
    for (let size = -1; size !== 0 && numBytes < bytes.length; numBytes += size) {
      size = readSync(file, bytes, numBytes, bytes.length - numBytes, null);
    }
    length = numBytes / 4;
    at = 0;
    if (length === 0) close();
  };
  return {
    close,
    next() {
      if (at === length && isOpen) fill();
      return at < length ? buffer[at++] : undefined;
    },
  };
}

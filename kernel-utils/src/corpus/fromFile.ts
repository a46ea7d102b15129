import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { describeValue } from "../core";
import type { Document } from "./types";

const encodings = ["utf-8", "gb18030"] as const;

/**
 * A text file of one's own; its title is the file's name. A byte order mark is dropped, Windows' line ends become "\n".
 * @param path absolute, or relative to the working directory (in a notebook: the notebook's folder)
 * @param options.encoding "utf-8" by default; "gb18030" for Chinese files of older Windows programs (GBK and GB2312 too)
 * @throws RangeError for another encoding
 * @throws Error when there is no such file, for a folder, an empty file, a binary one, and bytes that aren't the encoding's
 */
export function fromFile(path: string, { encoding = "utf-8" }: { encoding?: "utf-8" | "gb18030" } = {}): Document {
  if (typeof path !== "string") throw new TypeError(`path must be a string, got ${describeValue(path)}`);
  if (!encodings.includes(encoding)) {
    throw new RangeError(`encoding must be "utf-8" or "gb18030", got ${describeValue(encoding)}`);
  }
  const bytes = readBytes(path);
  if (bytes.includes(0)) {
    throw new Error(
      `path must be a text file, got ${path}, which has NUL bytes (binary, or UTF-16): save it as UTF-8 text`,
    );
  }
  const text = decode(bytes, encoding, path)
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n");
  if (text.trim() === "") throw new Error(`path must be a file with text in it, got ${path}, which is empty`);
  return { title: basename(path), text };
}

function readBytes(path: string): Uint8Array {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`path must be a file, got ${path}: there is no ${resolve(path)}`);
  if (found.isDirectory()) throw new Error(`path must be a file, got ${path}, a folder: name a file in it`);
  if (!found.isFile())
    throw new Error(`path must be a file, got ${path}, a device or pipe: copy what it gives to a file`);
  return readFileSync(path);
}

function decode(bytes: Uint8Array, encoding: "utf-8" | "gb18030", path: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw cause;
    const remedy =
      encoding === "utf-8"
        ? 'for Chinese text of an older Windows program pass { encoding: "gb18030" }, otherwise save it as UTF-8'
        : "leave the encoding out if it is UTF-8, otherwise save it as UTF-8";
    throw new Error(`path must be a file in ${encoding.toUpperCase()}, got ${path}, which isn't: ${remedy}`, { cause });
  }
}

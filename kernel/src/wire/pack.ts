import type { Binary, Extras } from "./protocol";
import type { Packed } from "./thread-messages";

/**
 * Write a message's parts as they cross the threads.
 * @throws TypeError when content or metadata is not JSON
 */
export function pack(content: object, { metadata = {}, buffers = [] }: Extras = {}): Packed {
  const text = json("content", content);
  return {
    content: text.length < longContent ? text : new TextEncoder().encode(text),
    metadata: json("metadata", metadata),
    buffers: buffers.map(bytesOf),
  };
}

/** UTF-16 units of JSON from which on a content crosses as bytes. */
const longContent = 2 ** 20;

/** What of a message goes over to the other thread without being copied. */
export function transferOf({ content, buffers }: Packed): ArrayBufferLike[] {
  return [...(typeof content === "string" ? [] : [content]), ...buffers].map(({ buffer }) => buffer);
}

/** What a message counts for besides its text, so that not too many small ones are under way: control would wait. */
const baseCost = 8192;

/** How much a message takes of what may be under way. */
export function costOf({ content, metadata, buffers }: Packed): number {
  return baseCost + content.length + metadata.length + buffers.reduce((sum, { length }) => sum + length, 0);
}

function json(name: string, value: object): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text?.startsWith("{")) return text;
  throw new TypeError(`${name} must be a JSON object, got ${Array.isArray(value) ? "an array" : typeof value}`);
}

/** A copy, so that what the cell does with its bytes afterwards doesn't show, and no larger buffer crosses with it. */
function bytesOf(binary: Binary): Uint8Array {
  return ArrayBuffer.isView(binary)
    ? Uint8Array.from(new Uint8Array(binary.buffer, binary.byteOffset, binary.byteLength))
    : Uint8Array.from(new Uint8Array(binary));
}

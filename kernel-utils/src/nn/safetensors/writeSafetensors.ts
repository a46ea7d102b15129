import { describeValue } from "../../core";
import type { Safetensors } from "./types";

/**
 * The bytes of a safetensors file: its header's length as 8 bytes, the header as JSON, and the numbers, little-endian.
 * Float32Array becomes F32, Int32Array I32. Equal tensors and metadata in equal order give equal bytes.
 * @throws TypeError for other numbers and for metadata that isn't text; RangeError where a shape and its values disagree,
 *   and for the name "__metadata__"
 * Source: https://github.com/huggingface/safetensors (format); read by the Python package safetensors 0.6.
 */
export function writeSafetensors({ tensors, metadata = {} }: Partial<Safetensors>): Uint8Array {
  const header: Record<string, object> = {};
  for (const [name, text] of Object.entries(metadata)) {
    if (typeof text !== "string") throw new TypeError(`metadata.${name} must be a string, got ${describeValue(text)}`);
    header["__metadata__"] = metadata;
  }
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors ?? {})) {
    if (name === "__metadata__") throw new RangeError(`a tensor must not be called "__metadata__"; rename it`);
    const isFloat = values instanceof Float32Array;
    if (!isFloat && !(values instanceof Int32Array)) {
      throw new TypeError(`${name} must be a Float32Array or Int32Array, got ${describeValue(values)}`);
    }
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== values.length) {
      throw new RangeError(
        `${name} must have ${size} values for its shape [${shape.join(", ")}], got ${values.length}`,
      );
    }
    header[name] = { dtype: isFloat ? "F32" : "I32", shape, data_offsets: [end, (end += values.byteLength)] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / 8) * 8; // so that the numbers begin at a multiple of 8
  const bytes = new Uint8Array(8 + headerLength + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(32, 8, 8 + headerLength); // the format's padding: spaces
  bytes.set(text, 8);
  let start = 8 + headerLength;
  for (const { values } of Object.values(tensors ?? {})) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
    start += values.byteLength;
  }
  return bytes;
}

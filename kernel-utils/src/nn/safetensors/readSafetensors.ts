import { describeValue } from "../../core";
import { floatsOfBfloat16, floatsOfFloat16 } from "./halfFloats";
import type { Safetensors, TensorData } from "./types";

/** What becomes of a tensor's bytes, by its dtype; they begin at the start of a buffer of their own. */
const kinds: Readonly<Record<string, { bytes: number; read: (buffer: ArrayBuffer) => Float32Array | Int32Array }>> = {
  F32: { bytes: 4, read: (buffer) => new Float32Array(buffer) },
  I32: { bytes: 4, read: (buffer) => new Int32Array(buffer) },
  F16: { bytes: 2, read: (buffer) => floatsOfFloat16(new Uint16Array(buffer)) },
  BF16: { bytes: 2, read: (buffer) => floatsOfBfloat16(new Uint16Array(buffer)) },
};

/**
 * The tensors of a safetensors file, copied out of `bytes`: F32, F16 and BF16 as Float32Array, I32 as Int32Array.
 * @throws RangeError for whatever isn't such a file, with what is wrong and where
 * Source: https://github.com/huggingface/safetensors (format).
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { header, start } = readHeader(bytes);
  const data = bytes.subarray(start);
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === "string")) {
    fail("its __metadata__ isn't texts by name");
  }
  const spans: [number, number][] = [];
  const tensors = Object.entries(entries).map(([name, entry]): [string, TensorData] => {
    const { shape, kind, begin, end } = readEntry(name, entry, data.length);
    spans.push([begin, end]);
    return [name, { shape, values: kind.read(new Uint8Array(data.subarray(begin, end)).buffer) }];
  });
  let filled = 0;
  for (const [begin, end] of spans.toSorted(([a, b], [c, d]) => a - c || b - d)) {
    if (begin !== filled)
      fail(`byte ${Math.min(begin, filled)} of its data belongs to ${begin > filled ? "no" : "more than one"} tensor`);
    filled = end;
  }
  if (filled !== data.length) fail(`it goes on after its last tensor, at byte ${filled} of its data`);
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) fail(`it has ${bytes.length} bytes, fewer than the 8 of its header's length`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8)) fail(`its header of ${length} bytes is longer than it is`);
  const start = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, start)));
  } catch (error) {
    fail(`its header isn't JSON: ${(error as Error).message}`);
  }
  if (!isRecord(header)) fail(`its header is no object`);
  return { header, start };
}

function readEntry(name: string, entry: unknown, dataLength: number) {
  if (!isRecord(entry)) fail(`${JSON.stringify(name)} is no object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const kind = typeof dtype === "string" && Object.hasOwn(kinds, dtype) ? kinds[dtype] : undefined;
  if (!kind)
    fail(`${JSON.stringify(name)} has dtype ${describeValue(dtype)}, not one of ${Object.keys(kinds).join(", ")}`);
  if (!areSizes(shape)) fail(`${JSON.stringify(name)} has no shape of integers >= 0`);
  if (!areSizes(offsets) || offsets.length !== 2) fail(`${JSON.stringify(name)} has no two data_offsets`);
  const [begin, end] = offsets as [number, number];
  if (begin > end || end > dataLength) fail(`${JSON.stringify(name)} lies outside its ${dataLength} bytes of data`);
  const size = shape.reduce((product, length) => product * length, kind.bytes);
  if (size !== end - begin) fail(`${JSON.stringify(name)} needs ${size} bytes for its shape, and has ${end - begin}`);
  return { shape, kind, begin, end };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const areSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);

function fail(reason: string): never {
  throw new RangeError(`bytes must be a safetensors file, but ${reason}; write or fetch it again`);
}

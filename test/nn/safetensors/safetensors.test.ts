import * as fc from "fast-check";
import { readSafetensors, type TensorData, writeSafetensors } from "kernel-utils/nn";
import { describe, expect, it } from "vitest";

// safetensors 0.8.0 and torch 2.13.0: base64 of safetensors.torch.save({"b": torch.tensor([[1, -2, 3]], dtype=torch.int32),
//   "a": torch.tensor([0.5, -1.25]), "h": torch.tensor([1.5, -65504, 2**-24, float("inf")], dtype=torch.float16),
//   "bf": torch.tensor([1.5, -3e38], dtype=torch.bfloat16), "s": torch.tensor(2.)}, metadata={"format": "pt"})
const golden = Buffer.from(
  "OAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJhIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0sInMiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6W10sImRhdGFfb2Zmc2V0cyI6WzgsMTJdfSwiYiI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbMSwzXSwiZGF0YV9vZmZzZXRzIjpbMTIsMjRdfSwiYmYiOnsiZHR5cGUiOiJCRjE2Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMjQsMjhdfSwiaCI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbNF0sImRhdGFfb2Zmc2V0cyI6WzI4LDM2XX19ICAgICAAAAA/AACgvwAAAEABAAAA/v///wMAAADAP2L/AD7/+wEAAHw=",
  "base64",
);

const file = (header: unknown, data = 0) => {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(data)]);
};

const tensorData: fc.Arbitrary<TensorData> = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
  .chain((shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const range = { minLength: size, maxLength: size };
    return fc.oneof(fc.float32Array(range), fc.int32Array(range)).map((values) => ({ shape, values }));
  });
const name = fc.string({ unit: "grapheme" }).filter((text) => text !== "__metadata__" && text !== "__proto__");

/** "read" where each tensor is as its shape says, "refused" where the error is the one that is promised, else what is wrong. */
function outcomeOf(bytes: Uint8Array): string {
  try {
    const tensors = Object.values(readSafetensors(bytes).tensors);
    const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
    return tensors.every(({ shape, values }) => values.length === size(shape)) ? "read" : "wrong shape";
  } catch (error) {
    const isPromised =
      error instanceof RangeError && error.message.startsWith("bytes must be a safetensors file, but ");
    return isPromised ? "refused" : String(error);
  }
}

describe("readSafetensors", () => {
  it("reads what Python's safetensors writes", () => {
    const { tensors, metadata } = readSafetensors(golden);
    expect(metadata).toEqual({ format: "pt" });
    expect(tensors).toEqual({
      a: { shape: [2], values: Float32Array.of(0.5, -1.25) },
      s: { shape: [], values: Float32Array.of(2) },
      b: { shape: [1, 3], values: Int32Array.of(1, -2, 3) },
      bf: { shape: [2], values: Float32Array.of(1.5, -3.00405527047391e38) },
      h: { shape: [4], values: Float32Array.of(1.5, -65504, 2 ** -24, Infinity) },
    });
  });

  it("reads what writeSafetensors writes, wherever in memory it stands", () => {
    fc.assert(
      fc.property(fc.dictionary(name, tensorData), fc.dictionary(name, fc.string()), (tensors, metadata) => {
        const bytes = writeSafetensors({ tensors, metadata });
        const moved = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
        const read = readSafetensors(moved);
        expect(read.metadata).toEqual({ ...metadata });
        expect(Object.keys(read.tensors)).toEqual(Object.keys(tensors));
        for (const [key, { shape, values }] of Object.entries(tensors)) {
          expect(read.tensors[key]!.shape).toEqual(shape);
          expect(read.tensors[key]!.values).toEqual(values);
        }
      }),
    );
  });

  it("gives any bytes a RangeError or tensors, and nothing else", () => {
    const bytes = writeSafetensors({ tensors: { a: { shape: [2], values: new Float32Array(2) } } });
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    const damaged = fc.tuple(fc.array(change), fc.nat(bytes.length)).map(([changes, length]) => {
      const copy = Uint8Array.from(bytes);
      for (const { at, to } of changes) copy[at] = to;
      return copy.subarray(0, length);
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), damaged), (input) => {
        expect(["read", "refused"]).toContain(outcomeOf(input));
      }),
      { numRuns: 1000 },
    );
  });

  const f32 = (shape: unknown, offsets: unknown) => ({ dtype: "F32", shape, data_offsets: offsets });
  it.each([
    [Buffer.alloc(7), "it has 7 bytes"],
    [file("{}").subarray(0, 9), "its header of 2 bytes is longer than it is"],
    [file("{"), "its header isn't JSON"],
    [file("[]"), "its header is no object"],
    [file({ __metadata__: { a: 1 } }), "its __metadata__ isn't texts by name"],
    [file({ a: 5 }), '"a" is no object'],
    [file({ a: { ...f32([], [0, 8]), dtype: "F64" } }, 8), '"a" has dtype "F64", not one of F32, I32, F16, BF16'],
    [file({ a: { ...f32([], [0, 8]), dtype: "toString" } }, 8), '"a" has dtype "toString"'],
    [file({ a: f32([-1], [0, 4]) }, 4), '"a" has no shape of integers >= 0'],
    [file({ a: f32([1], [0]) }, 4), '"a" has no two data_offsets'],
    [file({ a: f32([1], [0, 8]) }, 4), '"a" lies outside its 4 bytes of data'],
    [file({ a: f32([1], [4, 0]) }, 4), '"a" lies outside its 4 bytes'],
    [file({ a: f32([2], [0, 4]) }, 4), '"a" needs 8 bytes for its shape, and has 4'],
    [file({ a: f32([1], [4, 8]) }, 8), "byte 0 of its data belongs to no tensor"],
    [file({ a: f32([1], [0, 4]), b: f32([1], [0, 4]) }, 4), "byte 0 of its data belongs to more than one tensor"],
    [file({ a: f32([1], [0, 4]) }, 5), "it goes on after its last tensor, at byte 4 of its data"],
  ])("refuses %#: %s", (bytes, reason) => {
    expect(() => readSafetensors(bytes)).toThrow(`bytes must be a safetensors file, but ${reason}`);
  });
});

describe("writeSafetensors", () => {
  it("refuses what the format doesn't have", () => {
    const write = (tensors: object, metadata = {}) =>
      writeSafetensors({ tensors: tensors as Record<string, TensorData>, metadata });
    const values = new Float32Array(3);
    expect(() => write({ a: { shape: [2], values } })).toThrow("a must have 2 values for its shape [2], got 3");
    expect(() => write({ a: { shape: [3], values: [1, 2, 3] } })).toThrow(
      new TypeError("a must be a Float32Array or Int32Array, got Array"),
    );
    expect(() => write({ __metadata__: { shape: [3], values } })).toThrow("must not be called");
    expect(() => write({}, { a: 1 })).toThrow(new TypeError("metadata.a must be a string, got 1"));
  });

  it("begins the numbers at a multiple of 8 bytes", () => {
    for (const key of ["a", "ab", "abc", "让"]) {
      const bytes = writeSafetensors({ tensors: { [key]: { shape: [], values: Float32Array.of(1) } } });
      expect((bytes.length - 4) % 8).toBe(0);
    }
  });
});

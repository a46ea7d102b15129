import { describe, expect, it } from "vitest";
import { costOf, pack, transferOf } from "../../../kernel/src/wire/pack";

describe("packing a message", () => {
  it("writes JSON where the values are, as JSON.stringify does", () => {
    const { content, metadata } = pack({ when: new Date(0), gone: undefined, 语: 1 }, { metadata: { a: [1] } });
    expect(content).toBe('{"when":"1970-01-01T00:00:00.000Z","语":1}');
    expect(metadata).toBe('{"a":[1]}');
  });

  it("makes bytes of a long content, which go over without being copied", () => {
    const long = { text: "语".repeat(2 ** 20) };
    const packed = pack(long, { buffers: [Uint8Array.of(1)] });
    expect(Buffer.from(packed.content as Uint8Array).toString()).toBe(JSON.stringify(long));
    expect(transferOf(packed)).toEqual([(packed.content as Uint8Array).buffer, packed.buffers[0]?.buffer]);
    expect(transferOf(pack({ text: "short" }))).toEqual([]);
  });

  it("copies the bytes of a view, and no more than it shows", () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    const view = new DataView(bytes.buffer, 1, 2);
    const { buffers } = pack({}, { buffers: [view, bytes.buffer, Float32Array.of(1)] });
    bytes.fill(9);
    expect(buffers.map((buffer) => [...buffer])).toEqual([
      [2, 3],
      [1, 2, 3, 4],
      [0, 0, 128, 63],
    ]);
    expect(buffers[0]?.buffer.byteLength).toBe(2);
  });

  it("costs more, the more it holds", () => {
    const small = costOf(pack({}));
    expect(costOf(pack({ text: "x".repeat(1000) }))).toBeGreaterThan(small + 999);
    expect(costOf(pack({}, { buffers: [new ArrayBuffer(5000)] }))).toBe(small + 5000);
  });

  it.each([
    ["an array", [1], /content must be a JSON object, got an array/],
    ["a function", (): number => 1, /content must be a JSON object, got function/],
    ["what writes itself as text", new Date(0), /content must be a JSON object/],
    ["a bigint", { n: 1n }, /BigInt/],
  ])("refuses %s", (_, content, message) => {
    expect(() => pack(content)).toThrow(message);
  });

  it("refuses a circle", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => pack(circle)).toThrow(/circular/i);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counter, createSharedBuffer, mapShared, type SharedMemory } from "../../../kernel/src/wire/shared-memory";
import { StreamReader } from "../../../kernel/src/wire/stream-reader";
import { StreamWriter } from "../../../kernel/src/wire/stream-writer";

const atOnce = <T>(step: () => T): T => step();

/** Take and release all that is in the ring. */
function takeAll(memory: SharedMemory, reader: StreamReader, maxBytes: number): string {
  let text = "";
  const position = reader.look();
  for (let piece = reader.take(position, maxBytes); piece; piece = reader.take(position, maxBytes)) {
    expect(piece.numBytes).toBeLessThanOrEqual(maxBytes);
    text += piece.text;
    reader.release(piece.numBytes);
  }
  expect(memory.counters[counter.read]).toBe(position);
  return text;
}

describe("the ring of stream text", () => {
  it("gives out what was written, also around its end, no character torn", () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme", minLength: 500 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 300 }), (written, maxBytes) => {
        const memory = mapShared(createSharedBuffer(2 ** 16));
        let numSignals = 0;
        const writer = new StreamWriter(memory, () => (numSignals += 1));
        const reader = new StreamReader(memory);
        let read = "";
        for (const text of written) {
          writer.write(text, atOnce);
          // Every other time: text gathers.
          if (read.length % 2 === 0) read += takeAll(memory, reader, maxBytes);
        }
        read += takeAll(memory, reader, maxBytes);
        expect(read).toBe(written.join(""));
        expect(numSignals).toBeLessThanOrEqual(written.length + 1);
      }),
    );
  });

  it("counts on past 2 ** 31 and 2 ** 32", () => {
    const memory = mapShared(createSharedBuffer(2 ** 16));
    memory.counters.fill(2 ** 31 - 10, counter.written, counter.read + 1);
    const reader = new StreamReader(memory);
    const writer = new StreamWriter(memory, () => undefined);
    for (let index = 0; index < 1000; index += 1) {
      writer.write(`line ${index}, 语言 😀\n`, atOnce);
      expect(takeAll(memory, reader, 64)).toBe(`line ${index}, 语言 😀\n`);
    }
    expect(writer.position).toBeLessThan(0);
  });

  it("splits no surrogate pair of a text longer than a slice", () => {
    const memory = mapShared(createSharedBuffer(2 ** 18));
    const reader = new StreamReader(memory);
    const text = `a${"😀".repeat(20_000)}`;
    new StreamWriter(memory, () => undefined).write(text, atOnce);
    expect(takeAll(memory, reader, 1000)).toBe(text);
  });

  it("is written no more once the sockets are closed, instead of waiting for ever", () => {
    const memory = mapShared(createSharedBuffer(2 ** 16));
    memory.counters[counter.isClosed] = 1;
    const writer = new StreamWriter(memory, () => undefined);
    writer.write("x".repeat(2 ** 20), atOnce);
    expect(writer.position).toBe(0);
  });

  it("has a power of two for its length", () => {
    expect(() => createSharedBuffer(1000)).toThrow(/ringBytes must be a power of two, got 1000/);
  });
});

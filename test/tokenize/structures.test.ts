import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Heap } from "../../kernel-utils/src/tokenize/Heap";
import { PairTable } from "../../kernel-utils/src/tokenize/PairTable";

describe("Heap", () => {
  it("gives its items in order, pushed and popped in any", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { freq: 3 })), (steps) => {
        const heap = new Heap<number>((a, b) => a < b);
        const sorted: number[] = [];
        const popped: (number | undefined)[][] = [];
        for (const step of steps) {
          popped.push(step === null ? [heap.pop(), sorted.shift()] : []);
          if (step === null) continue;
          heap.push(step);
          sorted.push(step);
          sorted.sort((a, b) => a - b);
        }
        for (const item of [...sorted, undefined]) popped.push([heap.pop(), item]);
        for (const [item, expected] of popped) expect(item).toBe(expected);
      }),
    );
  });
});

describe("PairTable", () => {
  it("is a Map from pairs, however many", () => {
    const anyId = fc.oneof(fc.nat({ max: 5 }), fc.nat());
    const entries = fc.array(fc.tuple(anyId, anyId, fc.nat()), { maxLength: 200, size: "max" });
    fc.assert(
      fc.property(entries, fc.nat({ max: 100 }), (all, expected) => {
        const table = new PairTable(expected);
        const map = new Map<string, number>();
        for (const [a, b, value] of all) {
          table.set(a, b, value);
          map.set(`${a} ${b}`, value);
        }
        for (const [a, b] of all) {
          expect(table.get(a, b)).toBe(map.get(`${a} ${b}`));
          expect(table.get(b, a)).toBe(map.get(`${b} ${a}`) ?? -1);
        }
      }),
    );
  });
});

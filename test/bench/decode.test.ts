import { describe, expect, it } from "vitest";
import { makeInput, readInput } from "../../bench/decode/input.mjs";
import { settings, summary, transform } from "../../bench/decode/task.mjs";

describe("the decode bench", () => {
  const { rows, ids } = readInput(makeInput(1000));

  it("gives every contestant the logits and ids it wrote", () => {
    expect(rows).toHaveLength(16);
    expect(rows.every((row) => row.length === 1000 && row.every(Number.isFinite))).toBe(true);
    expect(new Set(rows.map((row) => row[0])).size).toBe(16);
    expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < 1000)).toBe(true);
    expect(makeInput(1000).equals(makeInput(1000))).toBe(true);
  });

  it("finds work that differs different", () => {
    const work = rows.map((row) => summary(transform(row, ids)));
    expect(work.every((kept) => kept.length > 1 && kept.length <= settings.topK)).toBe(true);
    expect(rows.map((row) => summary(transform(row, [])))).not.toEqual(work);
  });
});

import { writeFileSync } from "node:fs";
import { loadTokenizer, readMerges, readVocab, readVocabJson } from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ourBpe, ourWordPiece } from "./savedTokenizers";
import { strangeErrorOf, temporaryFolder, writeIn } from "./temporaryFiles";

const folder = temporaryFolder();

describe.each([
  ["BPE", ourBpe],
  ["WordPiece", ourWordPiece],
])("a saved %s", { timeout: 60_000 }, (_, saved) => {
  it("that was damaged is an error that names the file, or is still a tokenizer", () => {
    const bytes = Buffer.from(JSON.stringify(saved));
    const damage = fc.array(fc.record({ at: fc.nat({ max: bytes.length - 1 }), to: fc.nat({ max: 255 }) }), {
      maxLength: 4,
    });
    const damaged = writeIn(folder, "tokenizer.json", bytes);
    fc.assert(
      fc.property(damage, fc.nat({ max: bytes.length }), fc.boolean(), (flips, length, isCut) => {
        const copy = Buffer.from(bytes);
        for (const { at, to } of flips) copy[at] = to;
        writeFileSync(damaged, isCut ? copy.subarray(0, length) : copy);
        expect(strangeErrorOf(() => loadTokenizer(damaged), damaged)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it("with a part of another kind is an error that names the file", () => {
    const json = JSON.parse(JSON.stringify(saved));
    const places = placesOf(json);
    const changedFile = writeIn(folder, "tokenizer.json", "");
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const changed = structuredClone(json);
        const parent = place.slice(0, -1).reduce((inside, key) => inside[key], changed);
        parent[place.at(-1)!] = value;
        writeFileSync(changedFile, JSON.stringify(changed));
        expect(strangeErrorOf(() => loadTokenizer(changedFile), changedFile)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

/** Where a value stands in a JSON value: the keys that lead to it, ten of each long list or object. */
function placesOf(json: unknown): string[][] {
  if (typeof json !== "object" || json === null) return [];
  const places: string[][] = [];
  for (const [key, value] of Object.entries(json).slice(0, 10)) {
    places.push([key]);
    for (const place of placesOf(value)) places.push([key, ...place]);
  }
  return places;
}

it("merges.txt and vocab.txt of any bytes are read, or an error that names the file", () => {
  const file = writeIn(folder, "any.txt", "");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.string().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        writeFileSync(file, bytes);
        for (const read of [readMerges, readVocab, readVocabJson]) {
          expect(strangeErrorOf(() => read(file), file)).toBeUndefined();
        }
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

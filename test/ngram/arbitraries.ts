import * as fc from "fast-check";

/** Sentences over few ids, so that n-grams recur, some of them empty; and the vocabulary's size. */
export const anySentences: fc.Arbitrary<{ sentences: number[][]; vocabSize: number }> = fc
  .integer({ min: 1, max: 5 })
  .chain((vocabSize) =>
    fc.record({
      sentences: fc.array(fc.array(fc.integer({ min: 0, max: vocabSize - 1 }), { maxLength: 12 }), { maxLength: 8 }),
      vocabSize: fc.constant(vocabSize),
    }),
  );

export const anyOrder: fc.Arbitrary<number> = fc.integer({ min: 1, max: 7 });

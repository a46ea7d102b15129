import { checkInteger, type TokenId } from "../core";
import { checkIds } from "./checkIds";
import type { SparseMatrix } from "./SparseMatrix";

/**
 * How often each word stands near each other one: entry (a, b) counts the b's up to `window` places before or after an a.
 * @returns symmetric, [vocabSize, vocabSize]
 * @throws RangeError for a window or vocabSize that is no integer >= 1, and for ids outside [0, vocabSize)
 */
export function cooccurrences(
  sentences: Iterable<ArrayLike<TokenId>>,
  { vocabSize, window }: { readonly vocabSize: number; readonly window: number },
): SparseMatrix {
  checkInteger("vocabSize", vocabSize, 1, 2 ** 26);
  checkInteger("window", window, 1);
  const all = [...sentences];
  // Every pair as one number, row · vocabSize + column: sorted, equal pairs stand together and rows in their order.
  const pairs = new Float64Array(all.reduce((sum, { length }) => sum + numPairs(length, window), 0));
  let numFound = 0;
  for (const ids of all) {
    checkIds(ids, vocabSize);
    for (let place = 0; place < ids.length; place++) {
      const end = Math.min(ids.length, place + window + 1);
      for (let near = place + 1; near < end; near++) {
        pairs[numFound++] = ids[place]! * vocabSize + ids[near]!;
        pairs[numFound++] = ids[near]! * vocabSize + ids[place]!;
      }
    }
  }
  pairs.sort();
  return countSorted(pairs, vocabSize);
}

/** How many pairs of places at most `window` apart a sentence has, each counted in both directions. */
function numPairs(length: number, window: number): number {
  const reach = Math.min(window, Math.max(0, length - 1));
  return 2 * (reach * length - (reach * (reach + 1)) / 2);
}

function countSorted(pairs: Float64Array, vocabSize: number): SparseMatrix {
  let numEntries = 0;
  for (let i = 0; i < pairs.length; i++) if (i === 0 || pairs[i] !== pairs[i - 1]) numEntries++;
  const starts = new Uint32Array(vocabSize + 1);
  const columns = new Uint32Array(numEntries);
  const values = new Float64Array(numEntries);
  let entry = -1;
  for (let i = 0; i < pairs.length; i++) {
    if (i === 0 || pairs[i] !== pairs[i - 1]) {
      entry++;
      columns[entry] = pairs[i]! % vocabSize;
      starts[Math.floor(pairs[i]! / vocabSize) + 1]!++;
    }
    values[entry]!++;
  }
  for (let row = 0; row < vocabSize; row++) starts[row + 1]! += starts[row]!;
  return { numRows: vocabSize, numColumns: vocabSize, starts, columns, values };
}

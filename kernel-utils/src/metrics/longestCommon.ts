/** How long the longest sequence is that both have in this order, whatever stands between. */
export function longestCommonLength(some: readonly string[], others: readonly string[]): number {
  return lengths(some, others).at(-1)!;
}

/**
 * The places in `sentence` that belong to its longest common sequence with one of `others`, ascending.
 * Where several sequences are as long, those of rouge-score's backtracking.
 */
export function unionInLongestCommon(sentence: readonly string[], others: readonly (readonly string[])[]): number[] {
  const places = new Set<number>();
  for (const other of others) {
    const table = lengths(sentence, other);
    const columns = other.length + 1;
    let i = sentence.length;
    let j = other.length;
    while (i > 0 && j > 0) {
      if (sentence[i - 1] === other[j - 1]) {
        places.add(--i);
        j--;
      } else if (table[i * columns + j - 1]! > table[(i - 1) * columns + j]!) j--;
      else i--;
    }
  }
  return [...places].toSorted((a, b) => a - b);
}

/** [some.length + 1, others.length + 1], row by row: the length for the first i of `some` and the first j of `others`. */
function lengths(some: readonly string[], others: readonly string[]): Uint32Array {
  const columns = others.length + 1;
  const table = new Uint32Array((some.length + 1) * columns);
  for (let i = 1; i <= some.length; i++) {
    for (let j = 1; j < columns; j++) {
      const above = (i - 1) * columns + j;
      table[i * columns + j] =
        some[i - 1] === others[j - 1] ? table[above - 1]! + 1 : Math.max(table[above]!, table[i * columns + j - 1]!);
    }
  }
  return table;
}

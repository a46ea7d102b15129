/**
 * The form that every model of this folder but mle and addK takes, and every ARPA file:
 *
 *     p(w | context) = probs[context w]                              if context w is in the table
 *                    = backoff(context) · p(w | shorter context)     otherwise
 *
 * An interpolated model fits it too: what the lower orders add to an n-gram's own share is added once, when it is made.
 *
 * The n-grams are the nodes of a trie, numbered level by level: 0 is the root, the empty n-gram; 1 + id is the 1-gram of
 * that id, there for every id; then come the 2-grams, ordered by their ids, and so on. So the children of a node are
 * neighbours, and where they end the next node's begin.
 * Source: Katz 1987; Chen and Goodman 1998, section 2.8; the trie is KenLM's (Heafield 2011) without its bit packing.
 */
export interface BackoffTable {
  readonly order: number;
  readonly vocabSize: number;
  /** How many n-grams of 0, 1, … `order` tokens there are: [order + 1]. */
  readonly sizes: readonly number[];
  /** The last id of each n-gram: [numNodes], ascending among siblings. */
  readonly ids: Uint32Array;
  /** Of n-grams shorter than `order`: its children are childStarts[node] to childStarts[node + 1]: [numContexts + 1]. */
  readonly childStarts: Uint32Array;
  /** The probability of its last token after the others: [numNodes]. */
  readonly probs: Float64Array;
  /** What the shorter context's probabilities are multiplied by for what isn't its child: [numContexts]. */
  readonly backoffs: Float64Array;
  /** The backoff of a context that isn't in the table: 1, but for stupid backoff. */
  readonly unseenBackoff: number;
}

/** The n-grams of one length, numbered by themselves: what a table is made of. Fields as the table's. */
export interface BackoffLevel {
  readonly ids: Uint32Array;
  /** Into the next level: [size + 1]; not read of the last. */
  readonly childStarts: Uint32Array;
  readonly probs: Float64Array;
  /** [size]; not read of the last. */
  readonly backoffs: Float64Array;
}

/** The table of the levels 0 to `order`. Level 1 has a node for every id. */
export function backoffTable(levels: readonly BackoffLevel[], unseenBackoff = 1): BackoffTable {
  const sizes = levels.map(({ ids }) => ids.length);
  const table = emptyTable(sizes, unseenBackoff);
  let start = 0; // of the level
  for (const [n, { ids, childStarts, probs, backoffs }] of levels.entries()) {
    table.ids.set(ids, start);
    table.probs.set(probs, start);
    const end = start + ids.length;
    if (n + 1 < levels.length) {
      table.backoffs.set(backoffs, start);
      for (let node = 0; node < ids.length; node++) table.childStarts[start + node] = end + childStarts[node]!;
    }
    start = end;
  }
  table.childStarts[table.backoffs.length] = start;
  return table;
}

/** A table of such levels, its arrays to be filled. */
export function emptyTable(sizes: readonly number[], unseenBackoff: number): BackoffTable {
  const numNodes = sizes.reduce((sum, size) => sum + size, 0);
  const numContexts = numNodes - sizes.at(-1)!;
  return {
    order: sizes.length - 1,
    vocabSize: sizes[1]!,
    sizes,
    ids: new Uint32Array(numNodes),
    childStarts: new Uint32Array(numContexts + 1),
    probs: new Float64Array(numNodes),
    backoffs: new Float64Array(numContexts),
    unseenBackoff,
  };
}

import { sentenceEnd } from "./flattenSentences";

/**
 * The n-grams of one length n, ordered by their ids. Those that share their first n - 1 tokens are neighbours, and are the
 * children of one node of the level above: all it needs to know of them is where they start.
 */
export interface Level {
  /** The last id of each n-gram: [numDistinct], ascending among siblings. */
  readonly ids: Uint32Array;
  /** How often it occurs: [numDistinct]. */
  readonly counts: Uint32Array;
  /** How often it is followed by a token: [numDistinct]; unused at the last level. */
  readonly followedCounts: Uint32Array;
  /** Its children are childStarts[node] to childStarts[node + 1] of the next level: [numDistinct + 1]; likewise. */
  readonly childStarts: Uint32Array;
}

/** What is known of the n-gram at a place, compared with that at the place sorted before it. */
const [same, isNew, ended] = [0, 1, 2];

/**
 * The trie of all n-grams: levels[n] for n up to `order`, levels[0] being its root, the empty n-gram.
 * @param tokens flat sentences
 * @param sorted the places of the tokens, as sortNgrams gives them
 * Source: KenLM's trie (Heafield 2011, KenLM: Faster and Smaller Language Model Queries), without its bit packing.
 */
export function buildTrie(tokens: Uint32Array, sorted: Uint32Array, order: number): Level[] {
  const states = new Uint8Array(sorted.length).fill(same);
  states[0] = isNew;
  const levels = [createLevel(Uint32Array.of(0), Uint32Array.of(sorted.length))];
  for (let n = 1; n <= order; n++) levels.push(addLevel(levels[n - 1]!, n, tokens, sorted, states));
  return levels;
}

/** Level n, made in one pass over the places; links `parents` to it and brings `states` from n - 1 to n. */
function addLevel(parents: Level, n: number, tokens: Uint32Array, sorted: Uint32Array, states: Uint8Array): Level {
  const ids = new Uint32Array(sorted.length);
  const counts = new Uint32Array(sorted.length);
  let size = 0;
  let parent = -1;
  let previous = sentenceEnd;
  for (let i = 0; i < sorted.length; i++) {
    if (states[i] === ended) continue;
    if (states[i] === isNew) parents.childStarts[++parent] = size;
    const token = tokens[sorted[i]! + n - 1]!;
    if (token === sentenceEnd) states[i] = ended;
    else {
      if (token !== previous) states[i] = isNew;
      if (states[i] === isNew) ids[size++] = token - 1;
      counts[size - 1]!++;
      parents.followedCounts[parent]!++;
    }
    previous = token;
  }
  parents.childStarts[parent + 1] = size;
  return createLevel(ids.slice(0, size), counts.slice(0, size));
}

function createLevel(ids: Uint32Array, counts: Uint32Array): Level {
  return {
    ids,
    counts,
    followedCounts: new Uint32Array(ids.length),
    childStarts: new Uint32Array(ids.length + 1),
  };
}

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
  /** How often it is followed by a token: [numDistinct]; empty at the last level. */
  readonly followedCounts: Uint32Array;
  /** Its children are childStarts[node] to childStarts[node + 1] of the next level: [numDistinct + 1]; empty at the last. */
  readonly childStarts: Uint32Array;
}

/** The places of the tokens, as sortNgrams gives them, and the state of the n-gram at each. */
interface Places {
  readonly tokens: Uint32Array;
  readonly sorted: Uint32Array;
  readonly states: Uint8Array;
}

/** The n-gram at a place is the same as at the place sorted before it, or new; or a sentence has ended within it. */
const [same, isNew, ended] = [0, 1, 2];

/**
 * The trie of all n-grams: levels[n] for n up to `order`, levels[0] being its root, the empty n-gram.
 * @param tokens flat sentences
 * @param sorted the places of the tokens, as sortNgrams gives them
 * Source: KenLM's trie (Heafield 2011, KenLM: Faster and Smaller Language Model Queries), without its bit packing.
 */
export function buildTrie(tokens: Uint32Array, sorted: Uint32Array, order: number): Level[] {
  const places = { tokens, sorted, states: new Uint8Array(sorted.length).fill(same) };
  places.states[0] = isNew;
  // Room for the largest level there can be, used by one after the other.
  const room = { ids: new Uint32Array(sorted.length), counts: new Uint32Array(sorted.length) };
  const levels = [createLevel(Uint32Array.of(0), Uint32Array.of(sorted.length), false)];
  for (let n = 1; n <= order; n++) {
    const size = fillLevel(n, room, levels[n - 1]!, places);
    levels.push(createLevel(room.ids.slice(0, size), room.counts.slice(0, size), n === order));
  }
  return levels;
}

/**
 * Make level n in one pass over the places: fill `ids` and `counts`, link `parents` to them, bring `states` from n - 1 to n.
 * Returns how many nodes it has.
 */
function fillLevel(
  n: number,
  { ids, counts }: Pick<Level, "ids" | "counts">,
  { followedCounts, childStarts }: Level,
  { tokens, sorted, states }: Places,
): number {
  let size = 0;
  let parent = -1;
  let previous = sentenceEnd;
  for (let i = 0; i < sorted.length; i++) {
    if (states[i] === ended) continue;
    if (states[i] === isNew) childStarts[++parent] = size;
    const token = tokens[sorted[i]! + n - 1]!;
    if (token === sentenceEnd) {
      states[i] = ended;
    } else {
      if (token !== previous) states[i] = isNew;
      if (states[i] === isNew) {
        ids[size] = token - 1;
        counts[size++] = 0;
      }
      counts[size - 1]!++;
      followedCounts[parent]!++;
    }
    previous = token;
  }
  childStarts[parent + 1] = size;
  return size;
}

function createLevel(ids: Uint32Array, counts: Uint32Array, isLast: boolean): Level {
  return {
    ids,
    counts,
    followedCounts: new Uint32Array(isLast ? 0 : ids.length),
    childStarts: new Uint32Array(isLast ? 0 : ids.length + 1),
  };
}

// Training BPE and WordPiece: join the best pair of neighbouring symbols, again and again, until the vocabulary is full.
import type { TokenId } from "../core";
import type { CountedWords } from "./countWords";
import { Heap } from "./Heap";
import { PairCounts } from "./PairCounts";
import type { TrainedMerge, TrainedVocab } from "./types";

/** Gives the best pair that is left, by its number, with its score; undefined when none may be joined. */
interface Chooser {
  next(): { pair: number; score: number } | undefined;
  /** Hears of each merge that was made. */
  merged(pair: number, merged: TokenId, numJoined: number, grown: ReadonlySet<number>): void;
}

export interface LearnOptions {
  readonly words: CountedWords;
  /** Special tokens and alphabet. */
  readonly start: readonly string[];
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly rule: "frequency" | "likelihood";
  readonly join: (left: string, right: string) => string;
  readonly onMerge?: ((merge: TrainedMerge, step: number) => void) | undefined;
}

/**
 * Either rule breaks ties for the lowest (left id, right id).
 * Source of "frequency": HF tokenizers, models/bpe/trainer.rs.
 */
export function learnMerges({
  words,
  start,
  vocabSize,
  minFrequency,
  rule,
  join,
  onMerge,
}: LearnOptions): TrainedVocab {
  const vocab = [...start];
  const idOf = new Map(vocab.map((token, id) => [token, id]));
  const merges: TrainedMerge[] = [];
  const pairs = new PairCounts(words);
  const chooser = rule === "frequency" ? byFrequency(pairs, minFrequency) : byLikelihood(pairs, minFrequency, words);
  while (vocab.length < vocabSize) {
    const best = chooser.next();
    if (best === undefined) break;
    const { pair, score } = best;
    const [left, right] = [vocab[pairs.lefts[pair]!]!, vocab[pairs.rights[pair]!]!];
    const token = join(left, right);
    // A special token may have that name already; HF's trainer takes it, too.
    const id = idOf.get(token) ?? vocab.push(token) - 1;
    idOf.set(token, id);
    const merge = { left, right, token, count: pairs.counts[pair]!, score };
    const { numJoined, grown } = pairs.merge(pair, id);
    chooser.merged(pair, id, numJoined, grown);
    merges.push(merge);
    onMerge?.(merge, merges.length);
  }
  return { vocab, merges };
}

/** The pair that occurs most. Counts that fell since a pair was queued are put right when it comes up. */
function byFrequency(pairs: PairCounts, minFrequency: number): Chooser {
  const { lefts, rights, counts } = pairs;
  interface Queued {
    readonly pair: number;
    readonly count: number;
  }
  const queue = new Heap<Queued>((a, b) => {
    if (a.count !== b.count) return a.count > b.count;
    const byLeft = lefts[a.pair]! - lefts[b.pair]!;
    return byLeft === 0 ? rights[a.pair]! < rights[b.pair]! : byLeft < 0;
  });
  const add = (pair: number) => {
    if (counts[pair]! >= minFrequency) queue.push({ pair, count: counts[pair]! });
  };
  for (const pair of counts.keys()) add(pair);
  return {
    next() {
      for (let top = queue.pop(); top !== undefined; top = queue.pop()) {
        if (top.count === counts[top.pair]) return { pair: top.pair, score: top.count };
        if (top.count > counts[top.pair]!) add(top.pair);
        // otherwise it was queued again when its count rose
      }
      return undefined;
    },
    merged: (_pair, _merged, _numJoined, grown) => grown.forEach(add),
  };
}

/**
 * The pair with the highest f(ab) / (f(a) f(b)), f being how often it occurs. Each merge makes its parts rarer, and so raises
 * other scores: all are looked at each time.
 */
function byLikelihood(pairs: PairCounts, minFrequency: number, words: CountedWords): Chooser {
  const { lefts, rights, counts } = pairs;
  const symbolCounts: number[] = [];
  const addSymbol = (id: TokenId, count: number) => (symbolCounts[id] = (symbolCounts[id] ?? 0) + count);
  for (const [word, start] of words.starts.entries()) {
    const end = start + words.lengths[word]!;
    for (let i = start; i < end; i++) addSymbol(words.symbols[i]!, words.counts[word]!);
  }
  const isLower = (a: number, b: number) => lefts[a]! < lefts[b]! || (lefts[a] === lefts[b] && rights[a]! < rights[b]!);
  return {
    next() {
      let best = -1;
      let bestScore = 0;
      for (let pair = 0; pair < counts.length; pair++) {
        if (counts[pair]! < minFrequency) continue;
        const score = counts[pair]! / (symbolCounts[lefts[pair]!]! * symbolCounts[rights[pair]!]!);
        if (score > bestScore || (score === bestScore && isLower(pair, best))) {
          best = pair;
          bestScore = score;
        }
      }
      return best === -1 ? undefined : { pair: best, score: bestScore };
    },
    merged(pair, merged, numJoined) {
      addSymbol(lefts[pair]!, -numJoined);
      addSymbol(rights[pair]!, -numJoined);
      addSymbol(merged, numJoined);
    },
  };
}

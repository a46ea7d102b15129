import { cellSignal, checkInteger, createRng, describeValue, type TokenId } from "../core";
import { checkIds } from "./checkIds";
import { learnPair, type SkipGram } from "./skipGram";
import { wordSampler } from "./wordSampler";

/** How far the training has come. */
export interface SkipGramStep {
  /** Of all epochs, in (0, 1]. */
  readonly done: number;
  /** The mean loss of a pair since the last report, in nats; 4.16 at the start with 5 negatives: 6 · ln 2. */
  readonly loss: number;
}

export interface TrainSkipGramOptions {
  /** How many places away a neighbour may stand; for each word a width in [1, window] is drawn, so that near ones count more. 5 by default. */
  readonly window?: number;
  /** How many words that are no neighbours each pair is compared with; 5 by default. */
  readonly negatives?: number;
  readonly epochs?: number;
  /** The first step's size; it falls to nothing in a straight line. .025 by default. */
  readonly learningRate?: number;
  /** Words whose share of the text is above this are skipped now and then; .001 by default, 0 skips none. */
  readonly subsample?: number;
  readonly seed: number;
  /** Ends the training with its reason; by default the cell's own. What was learned stays in the model. */
  readonly signal?: AbortSignal | undefined;
  /** Called some ten times a second, and at the end. */
  readonly onStep?: (step: SkipGramStep) => void;
}

/** Milliseconds after which the event loop has its turn: for the stop button, and for the charts that onStep draws. */
const turn = 100;

/**
 * Train by walking through the text: each word is to tell its neighbours from words that are none.
 * @param model changed in place
 * @throws RangeError for ids outside the model's vocabulary, options outside their ranges, and a text without pairs
 * Source: word2vec (Mikolov et al. 2013): dynamic window, subsampling, unigram^.75 negatives, linear decay.
 */
export async function trainSkipGram(
  model: SkipGram,
  sentences: Iterable<ArrayLike<TokenId>>,
  options: TrainSkipGramOptions,
): Promise<void> {
  const { window = 5, negatives = 5, epochs = 1, learningRate = 0.025, subsample = 0.001, seed } = options;
  const { signal = cellSignal(), onStep } = options;
  checkInteger("window", window, 1);
  checkInteger("negatives", negatives, 1);
  checkInteger("epochs", epochs, 1);
  checkPositive("learningRate", learningRate);
  if (subsample !== 0) checkPositive("subsample", subsample);
  const texts = [...sentences];
  for (const ids of texts) checkIds(ids, model.vocabSize);
  const counts = new Float64Array(model.vocabSize);
  for (const ids of texts) for (let i = 0; i < ids.length; i++) counts[ids[i]!]!++;
  const numWords = counts.reduce((sum, count) => sum + count, 0);
  if (!texts.some((ids) => ids.length > 1)) {
    throw new RangeError("sentences must hold two words side by side, got none that does: take a longer text");
  }

  const rng = createRng(seed);
  const drawNegative = wordSampler(counts, 0.75, rng);
  // word2vec's: of a word with share f, sqrt(t / f) + t / f of the occurrences stay.
  const keep = counts.map((count) => {
    const ratio = (subsample * numWords) / count;
    return subsample === 0 ? 1 : Math.sqrt(ratio) + ratio;
  });
  const others = new Int32Array(negatives);
  const scratch = new Float32Array(model.dimensions);
  let [numDone, lossSum, numPairs, reportedAt] = [0, 0, 0, performance.now()];

  const learnSentence = (ids: ArrayLike<TokenId>): void => {
    const kept = Array.from(ids).filter((id) => keep[id]! >= 1 || rng() < keep[id]!);
    const rate = learningRate * Math.max(1e-4, 1 - numDone / (epochs * numWords));
    for (let place = 0; place < kept.length; place++) {
      const width = 1 + Math.floor(rng() * window);
      const last = Math.min(kept.length - 1, place + width);
      for (let near = Math.max(0, place - width); near <= last; near++) {
        if (near === place) continue;
        const context = kept[near]!;
        for (let i = 0; i < negatives; i++) others[i] = otherThan(context, drawNegative);
        lossSum += learnPair(model, kept[place]!, context, others, rate, scratch);
        numPairs++;
      }
    }
    numDone += ids.length;
  };

  const report = (): void => {
    if (numPairs > 0) onStep?.({ done: numDone / (epochs * numWords), loss: lossSum / numPairs });
    [lossSum, numPairs, reportedAt] = [0, 0, performance.now()];
  };

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const ids of texts) {
      learnSentence(ids);
      if (performance.now() - reportedAt < turn) continue;
      report();
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    }
  }
  report();
}

/** A neighbour itself is no example of what is none; in a vocabulary of one word there is no other. */
function otherThan(context: TokenId, draw: () => TokenId): TokenId {
  for (let attempt = 0; attempt < 10; attempt++) {
    const id = draw();
    if (id !== context) return id;
  }
  return draw();
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} must be > 0 and finite, got ${describeValue(value)}`);
  }
}

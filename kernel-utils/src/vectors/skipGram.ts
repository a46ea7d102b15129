import { checkInteger, createRng } from "../core";

/**
 * Two vectors for each word: `input` for the word itself, which is what one wants in the end, and `output` for the word as
 * a neighbour of others. The closer input[a] · output[b] is to +∞, the likelier b stands near a.
 */
export interface SkipGram {
  readonly vocabSize: number;
  readonly dimensions: number;
  /** [vocabSize, dimensions], row by row */
  readonly input: Float32Array;
  /** [vocabSize, dimensions], row by row */
  readonly output: Float32Array;
}

/**
 * A skip-gram model that has learned nothing yet: input uniform in ±1 / (2 · dimensions), output zero, as word2vec begins.
 * @throws RangeError for sizes that are no integers >= 1
 */
export function skipGram({
  vocabSize,
  dimensions = 50,
  seed,
}: {
  readonly vocabSize: number;
  readonly dimensions?: number;
  readonly seed: number;
}): SkipGram {
  checkInteger("vocabSize", vocabSize, 1);
  checkInteger("dimensions", dimensions, 1);
  const rng = createRng(seed);
  const input = Float32Array.from({ length: vocabSize * dimensions }, () => (rng() - 0.5) / dimensions);
  return { vocabSize, dimensions, input, output: new Float32Array(vocabSize * dimensions) };
}

/** What learning one pair works in, so that no pair allocates. */
export type Scratch = Float32Array;

/**
 * One step of learning: pull `context` towards `word`, push the words of `negatives` away.
 * @param rate the step's size
 * @param scratch [dimensions]
 * @returns the loss before the step, -log σ(w · c) - Σ log σ(-w · n)
 * Source: Mikolov et al. 2013, "Distributed representations of words and phrases", equation 4.
 */
export function learnPair(
  { input, output, dimensions }: SkipGram,
  word: number,
  context: number,
  negatives: ArrayLike<number>,
  rate: number,
  scratch: Scratch,
): number {
  const row = word * dimensions;
  scratch.fill(0);
  let loss = 0;
  for (let i = -1; i < negatives.length; i++) {
    const isTrue = i < 0;
    const other = (isTrue ? context : negatives[i]!) * dimensions;
    let dot = 0;
    for (let d = 0; d < dimensions; d++) dot += input[row + d]! * output[other + d]!;
    const prob = 1 / (1 + Math.exp(-dot));
    loss -= Math.log(Math.max(1e-12, isTrue ? prob : 1 - prob));
    const pull = rate * ((isTrue ? 1 : 0) - prob);
    for (let d = 0; d < dimensions; d++) {
      scratch[d]! += pull * output[other + d]!;
      output[other + d]! += pull * input[row + d]!;
    }
  }
  // Last, since every term of the gradient belongs to the vector as it was.
  for (let d = 0; d < dimensions; d++) input[row + d]! += scratch[d]!;
  return loss;
}

import { checkInteger, describeValue, type TokenId } from "../core";

/** What ends a sentence in flat tokens. Below every token, so that an n-gram sorts before the longer ones it begins. */
export const sentenceEnd = 0;

/** Many sentences in one array. */
export interface FlatSentences {
  /** Each id plus 1; a sentenceEnd after each sentence, and `order` more at the end, so that no n-gram reads past it. */
  readonly tokens: Uint32Array;
  /** How many of them are tokens. */
  readonly numTokens: number;
}

/** Takes sentences one after the other. */
export interface Flattener {
  /** How long the flat tokens are by now. */
  readonly length: number;
  /**
   * @throws TypeError for a sentence that isn't an array
   * @throws RangeError for an id that isn't an integer in [0, vocabSize), with its place
   */
  add(sentence: ArrayLike<TokenId>): void;
  /** The sentences since the start, or the last end: views of memory that the next ones will be written to. */
  end(): FlatSentences;
}

/** @param initialLength room for so many tokens and sentence ends; more makes it grow */
export function createFlattener(
  { order, vocabSize }: { order: number; vocabSize: number },
  initialLength = 1024,
): Flattener {
  let tokens: Uint32Array = new Uint32Array(initialLength + order);
  let length = 0;
  let numSentences = 0;
  let firstSentence = 0; // since the last end
  return {
    get length() {
      return length;
    },
    add(sentence) {
      checkSentence(sentence, numSentences);
      const needed = length + sentence.length + 1 + order;
      if (needed > tokens.length) tokens = grow(tokens, Math.max(needed, 2 * tokens.length));
      for (let i = 0; i < sentence.length; i++) {
        const id = sentence[i]!;
        // One test for fractions, NaN, negatives and what isn't a number; the name is made for an error only.
        if (id >>> 0 !== id || id >= vocabSize)
          checkInteger(`id ${i} of sentence ${numSentences}`, id, 0, vocabSize - 1);
        tokens[length++] = id + 1;
      }
      tokens[length++] = sentenceEnd;
      numSentences++;
    },
    end() {
      const numTokens = length - (numSentences - firstSentence);
      const flat = { tokens: tokens.subarray(0, length + order).fill(sentenceEnd, length), numTokens };
      firstSentence = numSentences;
      length = 0;
      return flat;
    },
  };
}

/** Sentences in one array, each read once; throws as a Flattener does. */
export function flattenSentences(
  sentences: Iterable<ArrayLike<TokenId>>,
  options: { order: number; vocabSize: number },
): FlatSentences {
  const flattener = createFlattener(options, expectedLength(sentences));
  for (const sentence of sentences) flattener.add(sentence);
  return flattener.end();
}

function checkSentence(sentence: ArrayLike<TokenId>, i: number): void {
  if (typeof sentence === "object" && typeof sentence?.length === "number") return;
  throw new TypeError(
    `sentence ${i} must be an array of ids, got ${describeValue(sentence)}: put a single one in an array`,
  );
}

/** How long sentences that are all there already are together: a guess, which spares growing. */
function expectedLength(sentences: Iterable<ArrayLike<TokenId> | undefined>): number {
  if (!Array.isArray(sentences)) return 1024;
  return sentences.reduce((sum, sentence) => sum + (sentence?.length ?? 0) + 1, 0);
}

function grow(array: Uint32Array, length: number): Uint32Array {
  const grown = new Uint32Array(length);
  grown.set(array);
  return grown;
}

// @ts-check
// What is measured of ours: from a file of words to a model.
import { readFileSync } from "node:fs";
import { countNgrams, modifiedKneserNey, ngramModel } from "kernel-utils/ngram";

export const order = 3;
const specials = ["<unk>", "<s>", "</s>"];

/**
 * The sentences of a file, one a line with spaces between its words, as ids between one <s> and one </s>: what KenLM counts.
 * @param {string} file
 * @returns {{ sentences: Uint32Array[], vocab: string[] }}
 */
export function readText(file) {
  const idOf = new Map(specials.map((token, id) => [token, id]));
  const sentences = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const words = line === "" ? [] : line.split(" ");
      const ids = new Uint32Array(words.length + 2);
      ids[0] = 1;
      for (const [i, word] of words.entries()) {
        let id = idOf.get(word);
        if (id === undefined) idOf.set(word, (id = idOf.size));
        ids[i + 1] = id;
      }
      ids[words.length + 1] = 2;
      return ids;
    });
  return { sentences, vocab: [...idOf.keys()] };
}

/** @param {string} file */
export function estimate(file) {
  const { sentences, vocab } = readText(file);
  const counts = countNgrams(sentences, { order, vocabSize: vocab.length });
  return { sentences, vocab, counts, model: ngramModel(counts, modifiedKneserNey) };
}

/**
 * A model's numbers of n-grams, and its perplexity on the text it was estimated from, sentence ends included, to the six
 * digits that single precision gives.
 * @param {import("kernel-utils/ngram").NgramModel} model
 * @param {readonly Uint32Array[]} sentences
 */
export function workOf(model, sentences) {
  const sizes = model.probs.table?.sizes.slice(1);
  const padded = sentences.map((ids) => Uint32Array.of(...Array(order - 2).fill(1), ...ids));
  return { sizes, perplexity: Number(model.perplexity(padded).toPrecision(6)) };
}

/**
 * Every token but <s> with the two before it: [n][3] in one array.
 * @param {readonly Uint32Array[]} sentences
 */
export function queriesOf(sentences) {
  return Uint32Array.from(
    sentences.flatMap((ids) => [...ids.subarray(2)].flatMap((id, i) => [ids[i] ?? 1, ids[i + 1] ?? 1, id])),
  );
}

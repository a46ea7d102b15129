import { closeSync, openSync, writeSync } from "node:fs";
import type { TokenId } from "../core";
import { tableOf } from "./tableOf";
import type { NgramModel } from "./types";

/**
 * Write a model as an ARPA file, which KenLM, SRILM and readArpa read: KenLM from order 2 on. It knows "<unk>" and
 * "<UNK>" as what stands for other words, and puts one "<s>" before a sentence: count with padSentence's `order: 2`, or
 * estimate with modifiedKneserNey, to which one and more are the same. Numbers have 7 decimals; log10(0) is -99.
 * @param path replaced when it exists
 * @param options.vocab the token of each id: [vocabSize], no two alike, none empty or with white space
 * @throws RangeError for another vocabulary, and for a model that has no backoff table (mle, addK) or one whose unseen
 * contexts have a backoff (stupidBackoff): the format has no place for it
 */
export function writeArpa(path: string, model: NgramModel, { vocab }: { vocab: readonly string[] }): void {
  const { order, sizes, ids, childStarts, probs, backoffs, unseenBackoff } = tableOf(model, "writeArpa");
  if (unseenBackoff !== 1) {
    throw new RangeError(
      `model must have no backoff for contexts never seen, which ARPA files have no place for, got ${model.name}: use another smoothing`,
    );
  }
  checkVocab(vocab, model.vocabSize);

  const file = openSync(path, "w");
  try {
    let text = "\\data\\\n";
    for (let n = 1; n <= order; n++) text += `ngram ${n}=${sizes[n]}\n`;
    for (let n = 1; n <= order; n++) {
      text += `\n\\${n}-grams:\n`;
      const write = (node: number, tokens: string): void => {
        const backoff = n < order ? `\t${log10(backoffs[node]!)}` : "";
        text += `${log10(probs[node]!)}\t${tokens}${backoff}\n`;
        if (text.length < 2 ** 20) return;
        writeSync(file, text);
        text = "";
      };
      /** Write what is below a node of level m, all of whose n-grams begin with `tokens`. */
      const descend = (m: number, node: number, tokens: string): void => {
        if (m === n) return write(node, tokens);
        for (let child = childStarts[node]!; child < childStarts[node + 1]!; child++) {
          const token = vocab[ids[child]!]!;
          descend(m + 1, child, m === 0 ? token : `${tokens} ${token}`);
        }
      };
      descend(0, 0, "");
    }
    writeSync(file, `${text}\n\\end\\\n`);
  } finally {
    closeSync(file);
  }
}

function log10(value: number): string {
  return value === 0 ? "-99" : Math.log10(value).toFixed(7);
}

function checkVocab(vocab: readonly string[], vocabSize: number): void {
  if (vocab.length !== vocabSize) {
    throw new RangeError(`vocab must have a token for each of the ${vocabSize} ids, got ${vocab.length}`);
  }
  const idOf = new Map<string, TokenId>();
  for (const [id, token] of vocab.entries()) {
    const got = `got ${JSON.stringify(token)} for id ${id}`;
    if (token === "" || /[\s\0\p{Surrogate}]/u.test(token)) {
      throw new RangeError(
        `vocab must have tokens of text without white space, ${got}: write another sign for it, as "␣"`,
      );
    }
    if (idOf.has(token)) throw new RangeError(`vocab must have no token twice, ${got} and for id ${idOf.get(token)}`);
    idOf.set(token, id);
  }
}

// @ts-check
// node --expose-gc contestant.mjs METHOD TEXT FILE: does its work for each line it is sent; see harness/contestant.mjs.
// METHOD is estimate (text in, model ready), write (an ARPA file written to FILE too), lmplz, lmplz-write, counts (as estimate, compared by its counts) or query (of a
// model that saveNgramModel wrote to FILE, of all tokens of the text).
// node contestant.mjs load|nothing TEXT FILE peak: loads the model of FILE, or doesn't, and prints the most memory it had.
import { loadNgramModel, writeArpa } from "kernel-utils/ngram";
import { ownPeakMemory } from "../harness/peakMemory.mjs";
import { processorTime, serve } from "../harness/serve.mjs";
import { estimate, order, queriesOf, readText, workOf } from "./estimate.mjs";
import { kenlm, kenlmWork } from "./kenlm.mjs";

const [method = "", text = "", file = "", mode] = process.argv.slice(2);

/** @type {Record<string, () => Parameters<typeof serve>[0]>} */
const contestants = {
  estimate: () => ours("modifiedKneserNey", () => estimate(text)),
  write: () =>
    ours("modifiedKneserNey and writeArpa", () => {
      const made = estimate(text);
      writeArpa(file, made.model, { vocab: made.vocab });
      return made;
    }),
  lmplz: () => lmplz("KenLM lmplz to /dev/null", "/dev/null"),
  "lmplz-write": () => lmplz("KenLM lmplz", file),
  // What nltk does too: the model is more.
  counts: () => {
    const { counts } = estimate(text);
    const sizes = Array.from({ length: order }, (_, i) => counts.numDistinct(i + 1));
    return { name: "modifiedKneserNey", work: { sizes }, once: () => estimate(text) };
  },
  query: () => {
    const { prob } = loadNgramModel(file);
    const queries = queriesOf(readText(text).sentences);
    const context = [0, 0];
    const once = () => {
      let sum = 0;
      for (let i = 0; i < queries.length; i += 3) {
        context[0] = queries[i] ?? 0;
        context[1] = queries[i + 1] ?? 0;
        sum += prob(queries[i + 2] ?? 0, context);
      }
      return sum;
    };
    return { name: "prob", work: { numQueries: queries.length / 3 }, once, clock: processorTime };
  },
};

/**
 * @param {string} name
 * @param {() => ReturnType<typeof estimate>} once
 */
function ours(name, once) {
  const { model, sentences } = once();
  return { name, work: workOf(model, sentences), once };
}

/**
 * @param {string} name
 * @param {string} output
 */
function lmplz(name, output) {
  const run = (/** @type {string} */ arpa) =>
    kenlm("lmplz", ["-o", String(order), "-S", "1G", "--discount_fallback", "--arpa", arpa], text);
  run(file);
  return { name, work: kenlmWork(text, file), once: () => run(output) };
}

if (mode === "peak") {
  const loaded = method === "load" ? loadNgramModel(file) : undefined;
  if (loaded !== undefined) loaded.prob(0, [0, 0]);
  console.log(ownPeakMemory());
} else {
  const start = contestants[method];
  if (start === undefined)
    throw new Error(`METHOD must be one of ${Object.keys(contestants).join(", ")}, got ${method}`);
  await serve(start());
}

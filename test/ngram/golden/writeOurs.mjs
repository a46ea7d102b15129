// node writeOurs.mjs: writes ours-NAME.arpa of kenlm.txt, which kenlmScores.py has KenLM score.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  absoluteDiscounting,
  countNgrams,
  kneserNey,
  modifiedKneserNey,
  ngramModel,
  padSentence,
  wittenBell,
  writeArpa,
} from "kernel-utils/ngram";

const file = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const sentences = readFileSync(file("kenlm.txt"), "utf8").trimEnd().split("\n");
const words = sentences.map((line) => line.split(" ").filter((word) => word !== ""));
const vocab = ["<unk>", "<s>", "</s>", ...new Set(words.flat())];
const padded = words.map((sentence) =>
  padSentence(
    sentence.map((word) => vocab.indexOf(word)),
    { order: 2, bos: 1, eos: 2 }, // one <s>, as KenLM has it
  ),
);
for (const smoothing of [modifiedKneserNey, wittenBell, absoluteDiscounting(0.75), kneserNey(0.75)]) {
  const model = ngramModel(countNgrams(padded, { order: 3, vocabSize: vocab.length }), smoothing);
  writeArpa(file(`ours-${smoothing.name.replace(/\W.*/, "")}.arpa`), model, { vocab });
}

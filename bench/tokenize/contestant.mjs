// @ts-check
// node --expose-gc contestant.mjs METHOD CHAPTERS FOLDER: encodes or trains for each line it is sent; see harness/contestant.mjs.
// What it encodes with is written to FOLDER/tokenizer.json first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bpeTokenizer, saveTokenizer, trainBpe, trainWordPiece, wordPieceTokenizer } from "kernel-utils/tokenize";
import { serve } from "../harness/serve.mjs";
import { summary } from "./summary.mjs";

const [method = "", chaptersFile = "", folder = ""] = process.argv.slice(2);
/** @type {string[]} */
const chapters = JSON.parse(readFileSync(chaptersFile, "utf8"));
const vocabSize = 5000;

if (method === "train-bpe") {
  const train = () => trainBpe(chapters, { vocabSize });
  const { vocab, merges } = train();
  await serve({ name: "trainBpe", work: [vocab, merges.map(({ left, right }) => [left, right])], once: train });
} else {
  const tokenizer = method === "encode-bpe" ? trainedBpe() : trainedWordPiece();
  saveTokenizer(tokenizer, join(folder, "tokenizer.json"));
  const encode = () => chapters.map((chapter) => tokenizer.encode(chapter));
  await serve({
    name: method === "encode-bpe" ? "bpeTokenizer" : "wordPieceTokenizer",
    work: summary(encode()),
    once: encode,
  });
}

function trainedBpe() {
  const { vocab, merges } = trainBpe(chapters, { vocabSize });
  return bpeTokenizer(vocab, merges);
}

function trainedWordPiece() {
  return wordPieceTokenizer(trainWordPiece(chapters, { vocabSize, rule: "frequency" }).vocab);
}

import { bpeTokenizer, trainBpe, trainWordPiece, wordPieceTokenizer } from "kernel-utils/tokenize";
import { mixedLines } from "./mixedLines";

export const lines = mixedLines(300, 2);
export const bpe = trainBpe(lines, { vocabSize: 400, specialTokens: ["<|endoftext|>"] });
const special = { token: "<|endoftext|>", lstrip: true };
export const ourBpe = bpeTokenizer(bpe.vocab, bpe.merges, { specialTokens: [special], addPrefixSpace: true });
export const { vocab } = trainWordPiece(lines, { vocabSize: 800, lowercase: false });
export const ourWordPiece = wordPieceTokenizer(vocab, { lowercase: false, maxWordLength: 50, cleanup: false });

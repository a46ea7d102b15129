export type { BasicOptions } from "./basicRules";
export { basicTokenize } from "./basicTokenize";
export { bpeTokenizer, type BpeTokenizerOptions } from "./bpeTokenizer";
export { characters } from "./characters";
export { characterTokenizer } from "./characterTokenizer";
export type { TrainOptions } from "./checkTraining";
export { loadTokenizer, saveTokenizer } from "./loadTokenizer";
export { splitSentences } from "./splitSentences";
export { trainBpe } from "./trainBpe";
export { trainWordPiece, type TrainWordPieceOptions } from "./trainWordPiece";
export type {
  EncodeOptions,
  Merge,
  Piece,
  Pieces,
  SubwordTokenizer,
  Tokenizer,
  TrainedMerge,
  TrainedVocab,
  WordTokenizer,
} from "./types";
export { readMerges, readVocab, readVocabJson } from "./vocabFiles";
export { wordPieceTokenizer, type WordPieceTokenizerOptions } from "./wordPieceTokenizer";
export { words } from "./words";
export { wordTokenizer, type WordTokenizerOptions } from "./wordTokenizer";

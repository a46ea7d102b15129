export { characters } from "./characters";
export { characterTokenizer } from "./characterTokenizer";
export { splitSentences } from "./splitSentences";
export type { Tokenizer, WordTokenizer } from "./types";
export { words } from "./words";
export { wordTokenizer, type WordTokenizerOptions } from "./wordTokenizer";

export { Gpt, type GptConfig } from "./Gpt";
export type { RecurrentCell } from "./inference/recurrentStep";
export type { PaddedBatch, WindowBatch } from "./nextTokenBatch";
export { RnnLm, type RnnLmConfig } from "./RnnLm";
export { Seq2Seq } from "./Seq2Seq";
export type { PairedBatch, RnnSeq2SeqConfig, Seq2SeqConfig, TransformerSeq2SeqConfig } from "./seq2seq/types";

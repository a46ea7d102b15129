export type { RecurrentCell } from "./inference/recurrentStep";
export type { PaddedBatch, WindowBatch } from "./nextTokenBatch";
export { RnnLm, type RnnLmConfig } from "./RnnLm";

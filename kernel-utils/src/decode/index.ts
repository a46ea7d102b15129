export { chain } from "./chain";
export type { StopOptions } from "./extend";
export { generate, type GenerateOptions } from "./generate";
export { greedy } from "./greedy";
export { sample } from "./sample";
export { temperature } from "./temperature";
export { topK } from "./topK";
export { topP } from "./topP";
export type { Transform } from "./types";

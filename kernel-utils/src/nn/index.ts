export type { Backend, BackendName } from "./Backend";
export { ready } from "./ready";
export { RNN, type RNNOptions, type RNNOutput } from "./RNN";
export { tf } from "./tf";

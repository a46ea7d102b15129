// @ts-check
// What both sides train: one recurrent layer, on a batch of sequences of numbers whose states should be given numbers.
export const sizes = { batchSize: 32, seqLen: 32, inputSize: 32 };
export const learningRate = 1e-3;
/** Steps whose losses must be the peer's. */
export const numLosses = 20;

/** @typedef {"RNN" | "LSTM"} LayerName */

/** @type {readonly { layer: LayerName, hiddenSize: number }[]} */
export const tasks = /** @type {const} */ (["RNN", "LSTM"]).flatMap((layer) =>
  [64, 128, 256].map((hiddenSize) => ({ layer, hiddenSize })),
);

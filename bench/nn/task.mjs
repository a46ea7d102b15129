// @ts-check
// What both sides train: a GPT of 4 layers, 4 heads, 128 numbers wide, that reads 64 tokens of a vocabulary of 256.
export const gpt = { vocabSize: 256, embedSize: 128, numHeads: 4, numLayers: 4, seqLen: 64, batchSize: 16 };
export const training = { learningRate: 1e-3, clip: 1 };
/** Batches there are, which come again and again. */
export const numBatches = 4;
/** Steps whose losses must be the peer's. */
export const numLosses = 20;

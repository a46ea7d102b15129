export type { Backend, BackendName } from "./Backend";
export { crossEntropy, ignoredTarget } from "./crossEntropy";
export { Dropout, type DropoutOptions } from "./Dropout";
export { Embedding, type EmbeddingOptions } from "./Embedding";
export { type Activation, FeedForward, type FeedForwardOptions } from "./FeedForward";
export { gelu } from "./gelu";
export { LayerNorm, type LayerNormOptions } from "./LayerNorm";
export { LearnedPositions, type LearnedPositionsOptions } from "./LearnedPositions";
export { Linear, type LinearOptions } from "./Linear";
export {
  type Attended,
  type AttendOptions,
  type Attention,
  MultiHeadAttention,
  type MultiHeadAttentionOptions,
  type NeedWeights,
} from "./MultiHeadAttention";
export { logSoftmax } from "./logSoftmax";
export { namedParameters } from "./namedParameters";
export { ready } from "./ready";
export { rotaryPositions } from "./rotaryPositions";
export { type PositionsOptions, sinusoidalPositions } from "./sinusoidalPositions";
export { tf } from "./tf";
export { GRU } from "./recurrent/GRU";
export { LSTM, type LSTMOutput, type LSTMState } from "./recurrent/LSTM";
export type { RecurrentOptions, RecurrentParameters } from "./recurrent/recurrentParameters";
export { RNN, type RNNOutput } from "./recurrent/RNN";
export { assignParameterData, parameterData } from "./safetensors/parameterData";
export { readSafetensors } from "./safetensors/readSafetensors";
export type { Safetensors, TensorData } from "./safetensors/types";
export { writeSafetensors } from "./safetensors/writeSafetensors";
export { TransformerDecoder } from "./TransformerDecoder";
export { type DecodeLayerOptions, TransformerDecoderLayer } from "./TransformerDecoderLayer";
export { TransformerEncoder, type TransformerOptions, type TransformerOutput } from "./TransformerEncoder";
export {
  type EncodeLayerOptions,
  TransformerEncoderLayer,
  type TransformerLayerOptions,
} from "./TransformerEncoderLayer";
export { type PlacedProduct, VectorMemory } from "./wasm/VectorMemory";
export { type VectorMap, type VectorProducts, vectorProducts } from "./wasm/vectorProducts";
export { adamW, type AdamWOptions } from "./training/adamW";
export type { CheckpointOptions } from "./training/checkpoint";
export type { Batches } from "./training/BatchReader";
export { train, type TrainingHistory, type TrainingStep, type TrainOptions } from "./training/train";
export type { NamedParameters, NamedTensors, Optimizer, Schedule, Trainable } from "./training/types";
export { warmupCosine, type WarmupCosineOptions } from "./training/warmupCosine";

import type { Rng, TokenId } from "../../core";
import type { NamedParameters, tf } from "../../nn";
import type { TokenReader } from "../inference/incrementally";
import type { PaddedBatch } from "../nextTokenBatch";

/** Texts and what they become; pairBatches of kernel-utils/corpus gives such. */
export interface PairedBatch {
  readonly source: PaddedBatch;
  /** Each with a token before its first and one after its last. */
  readonly target: PaddedBatch;
}

/** What every Seq2Seq is made from. */
interface Seq2SeqSizes {
  /** Token ids of the source: an integer >= 1. */
  readonly sourceVocabSize: number;
  /** Token ids of the target: an integer >= 1. */
  readonly targetVocabSize: number;
  /** Numbers that stand for one token: an integer >= 1. */
  readonly embedSize: number;
  /** What share of the numbers between layers is dropped in training, in [0, 1]; by default 0. */
  readonly dropout?: number;
}

/** A GRU reads the source both ways, another writes the target, and looks back at what was read. */
export interface RnnSeq2SeqConfig extends Seq2SeqSizes {
  readonly kind: "rnn";
  /** Numbers that the writing GRU remembers, and both reading ones together: an even integer >= 2. */
  readonly hiddenSize: number;
}

/** A transformer's encoder and decoder, pre-norm, with sinusoidal positions. */
export interface TransformerSeq2SeqConfig extends Seq2SeqSizes {
  readonly kind: "transformer";
  /** An integer >= 1 that divides embedSize. */
  readonly numHeads: number;
  /** Layers of the encoder, and of the decoder: an integer >= 1. */
  readonly numLayers: number;
  /** An integer >= 1, by default 4 embedSize. */
  readonly feedForwardSize?: number;
}

export type Seq2SeqConfig = RnnSeq2SeqConfig | TransformerSeq2SeqConfig;

/** What the kinds of Seq2Seq have in common. */
export interface EncoderDecoder<State = unknown> {
  readonly parameters: NamedParameters;
  /**
   * What it says of every next token of the targets, which it is told up to there, and what each layer's heads look at in
   * the source. inputs [batch, targetLen] of dtype int32 -> logits [batch, targetLen, targetVocab],
   * weights [batch, heads, targetLen, sourceLen] a layer, perhaps none in training. In a tidy.
   */
  forward(
    source: PaddedBatch,
    inputs: tf.Tensor2D,
    options: { isTraining: boolean },
  ): { logits: tf.Tensor; weights: tf.Tensor[] };
  /** Reads the target of one source, token by token, with the parameters as they are now. */
  reader(source: readonly TokenId[]): TokenReader<State>;
}

/** What an EncoderDecoder is made with, besides its sizes. */
export interface WithRng {
  /** What the first weights, and what is dropped, are drawn from. */
  readonly rng: Rng;
}

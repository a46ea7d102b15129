import { checkInteger, createRng, describeValue, type NextLogits, type Rng } from "../core";
import {
  assignParameterData,
  crossEntropy,
  Dropout,
  Embedding,
  LearnedPositions,
  type NamedParameters,
  namedParameters,
  tf,
  type Trainable,
  TransformerEncoder,
} from "../nn";
import { gptReader } from "./inference/gptReader";
import { incrementally } from "./inference/incrementally";
import { snapshot } from "./inference/snapshot";
import { readModelFolder, writeModelFolder } from "./modelFolder";
import { nextTokenBatch, numNextTokens, type PaddedBatch, type WindowBatch } from "./nextTokenBatch";

/** What a Gpt is made from, without its weights. */
export interface GptConfig {
  /** Token ids there are: an integer >= 1. */
  readonly vocabSize: number;
  /** The longest text that it can read: an integer >= 1. */
  readonly maxSeqLen: number;
  /** Numbers that stand for one token: an integer >= 1. */
  readonly embedSize: number;
  /** An integer >= 1 that divides embedSize. */
  readonly numHeads: number;
  /** An integer >= 1. */
  readonly numLayers: number;
  /** What share of the numbers between layers is dropped in training, in [0, 1]; by default 0. */
  readonly dropout?: number;
}

/** The standard deviation of the first embeddings, which are the weights of the logits too. */
const deviation = 0.02;

/**
 * A transformer that reads from left to right: embeddings of tokens and positions, causal layers with pre-norm and gelu, and
 * a logit for each token by its own embedding.
 * Source: Radford et al. 2019, Language models are unsupervised multitask learners (GPT-2).
 */
export class Gpt implements Trainable<WindowBatch | PaddedBatch> {
  readonly config: Required<GptConfig>;
  /** tokens.weight, positions.weight, encoder.layers.0.selfAttention.inProjWeight and so on, encoder.norm.weight, …. */
  readonly parameters: NamedParameters;
  readonly rng: Rng;
  readonly #tokens: Embedding;
  readonly #positions: LearnedPositions;
  readonly #encoder: TransformerEncoder;
  readonly #dropout: Dropout;

  /**
   * @param options.rng what the first weights, and what is dropped, are drawn from
   * @throws RangeError for sizes that can't be, as its layers say
   */
  constructor({ rng, ...config }: GptConfig & { readonly rng: Rng }) {
    this.config = { dropout: 0, ...config };
    const { vocabSize, maxSeqLen, embedSize, dropout } = this.config;
    checkInteger("vocabSize", vocabSize, 1);
    checkInteger("maxSeqLen", maxSeqLen, 1);
    this.rng = rng;
    this.#dropout = new Dropout({ p: dropout, rng });
    this.#encoder = new TransformerEncoder({ ...this.config, activation: "gelu", isPreNorm: true, rng });
    this.#tokens = new Embedding({ vocabSize, embedSize, rng });
    this.#positions = new LearnedPositions({ maxSeqLen, embedSize, rng });
    for (const { weight } of [this.#tokens.parameters, this.#positions.parameters]) {
      tf.tidy(() => weight.assign(weight.mul(deviation)));
    }
    const parts = { tokens: this.#tokens, positions: this.#positions, encoder: this.#encoder };
    this.parameters = namedParameters(parts);
  }

  /** Read a model that `save` wrote. @throws as readModelFolder does, and RangeError for another architecture's folder */
  static async load(folder: string, { rng = createRng(0) }: { rng?: Rng } = {}): Promise<Gpt> {
    const { architecture, config, tensors } = await readModelFolder(folder);
    if (architecture !== "Gpt") {
      throw new RangeError(`${folder} must hold a Gpt, got the architecture ${describeValue(architecture)}`);
    }
    const model = new Gpt({ ...(config as unknown as GptConfig), rng });
    try {
      assignParameterData(model.parameters, tensors);
    } catch (error) {
      model.dispose();
      throw error;
    }
    return model;
  }

  /** Write config.json and model.safetensors, with sizes and weights. */
  async save(folder: string): Promise<void> {
    await writeModelFolder(folder, { architecture: "Gpt", config: { ...this.config }, parameters: this.parameters });
  }

  /**
   * What the model says of every next token, and what each layer's heads look at.
   * ids [batch, seqLen] of dtype int32 -> logits [batch, seqLen, vocab], weights [batch, heads, seqLen, seqLen] a layer.
   * The caller owns them.
   * @throws TypeError or RangeError as Embedding does; RangeError for texts longer than maxSeqLen
   */
  forward(
    ids: tf.Tensor2D,
    { isTraining = false }: { isTraining?: boolean } = {},
  ): { logits: tf.Tensor3D; weights: tf.Tensor[] } {
    const { embedSize } = this.config;
    return tf.tidy(() => {
      const tokens = this.#tokens.forward(ids).add(this.#positions.forward(ids.shape[1])); // [batch, seqLen, embed]
      const x = this.#dropout.forward(tokens, { isTraining });
      const { output, weights } = this.#encoder.forward(x, { isCausal: true, isTraining });
      const rows = output.reshape<tf.Tensor2D>([-1, embedSize]); // [batch * seqLen, embed]
      const logits = tf.matMul(rows, this.#tokens.parameters.weight, false, true);
      return { logits: logits.reshape([...ids.shape, -1]), weights };
    });
  }

  loss(batch: WindowBatch | PaddedBatch, { isTraining }: { isTraining: boolean }): tf.Scalar {
    return tf.tidy(() => {
      const { inputs, targets } = nextTokenBatch(batch);
      return crossEntropy(this.forward(inputs, { isTraining }).logits, targets);
    });
  }

  numTokens(batch: WindowBatch | PaddedBatch): number {
    return numNextTokens(batch);
  }

  /**
   * The next token's logits by the weights as they are now; it reads only what is new of a text, keeps keys and values of
   * what it has read, and holds no tensors. It throws a RangeError for texts longer than maxSeqLen.
   */
  nextLogits(): NextLogits {
    const { weight: tokens } = snapshot(this.#tokens.parameters);
    const { weight: positions } = snapshot(this.#positions.parameters);
    return incrementally(gptReader({ ...this.config, tokens, positions, encoder: this.#encoder }));
  }

  /** Free the weights; the model can't be used after, what nextLogits gave can. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

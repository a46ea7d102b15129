import { checkInteger, createRng, describeValue, type NextLogits, type Rng } from "../core";
import {
  assignParameterData,
  crossEntropy,
  Dropout,
  Embedding,
  GRU,
  Linear,
  LSTM,
  type NamedParameters,
  namedParameters,
  type RecurrentParameters,
  RNN,
  tf,
  type Trainable,
  vectorProducts,
} from "../nn";
import { incrementally } from "./inference/incrementally";
import { firstState, type RecurrentCell, type RecurrentState, recurrentStep } from "./inference/recurrentStep";
import { snapshot } from "./inference/snapshot";
import { readModelFolder, writeModelFolder } from "./modelFolder";
import { nextTokenBatch, numNextTokens, type PaddedBatch, type WindowBatch } from "./nextTokenBatch";

/** What an RnnLm is made from, without its weights. */
export interface RnnLmConfig {
  /** Token ids there are: an integer >= 1. */
  readonly vocabSize: number;
  /** Numbers that stand for one token: an integer >= 1. */
  readonly embedSize: number;
  /** Numbers that each layer remembers: an integer >= 1. */
  readonly hiddenSize: number;
  /** Which layers; by default "LSTM". */
  readonly cell?: RecurrentCell;
  /** Layers one above the other: an integer >= 1, by default 1. */
  readonly numLayers?: number;
  /** Whether a token's numbers are also the weights of its logit: then embedSize must be hiddenSize; by default false. */
  readonly isTied?: boolean;
  /** What share of the numbers between layers is dropped in training, in [0, 1]; by default 0. */
  readonly dropout?: number;
}

const cells = { RNN, GRU, LSTM };

/** What all of them have. */
interface RecurrentLayer {
  readonly parameters: RecurrentParameters;
  forward(x: tf.Tensor): { output: tf.Tensor };
}

/**
 * A recurrent language model: embedding, layers of RNN, GRU or LSTM, and a projection to a logit for each token.
 * Source: Mikolov et al. 2010; tied weights: Press and Wolf 2017, arXiv:1608.05859.
 */
export class RnnLm implements Trainable<WindowBatch | PaddedBatch> {
  readonly config: Required<RnnLmConfig>;
  /** embedding.weight, layers.0.weightIh and so on, output.weight unless it is the embedding's, output.bias. */
  readonly parameters: NamedParameters;
  readonly rng: Rng;
  readonly #embedding: Embedding;
  readonly #layers: readonly RecurrentLayer[];
  readonly #dropout: Dropout;
  /** [vocab, hidden] and [vocab] */
  readonly #output: { readonly weight: tf.Variable; readonly bias: tf.Variable };

  /**
   * @param options.rng what the first weights, and what is dropped, are drawn from
   * @throws RangeError for a size that is no integer >= 1, an unknown cell, a dropout outside [0, 1], and for tied weights
   *   of unequal sizes
   */
  constructor({ rng, ...config }: RnnLmConfig & { readonly rng: Rng }) {
    this.config = { cell: "LSTM", numLayers: 1, isTied: false, dropout: 0, ...config };
    const { vocabSize, embedSize, hiddenSize, cell, numLayers, isTied, dropout } = this.config;
    checkInteger("numLayers", numLayers, 1);
    if (!Object.hasOwn(cells, cell)) {
      throw new RangeError(`cell must be one of ${Object.keys(cells).join(", ")}, got ${describeValue(cell)}`);
    }
    checkInteger("hiddenSize", hiddenSize, 1);
    if (isTied && embedSize !== hiddenSize) {
      throw new RangeError(`embedSize must be hiddenSize ${hiddenSize} for tied weights, got ${embedSize}`);
    }
    this.rng = rng;
    this.#dropout = new Dropout({ p: dropout, rng });
    this.#embedding = new Embedding({ vocabSize, embedSize, rng });
    const sizes = Array.from({ length: numLayers }, (_, i) => (i === 0 ? embedSize : hiddenSize));
    this.#layers = sizes.map((inputSize) => new cells[cell]({ inputSize, hiddenSize, rng }));
    const { weight } = this.#embedding.parameters;
    if (isTied) {
      // As logits' weights, draws of variance 1 would be far too sure of themselves.
      tf.tidy(() => weight.assign(weight.div(Math.sqrt(hiddenSize))));
      this.#output = { weight, bias: tf.tidy(() => tf.variable(tf.zeros([vocabSize]))) };
    } else this.#output = new Linear({ inputSize: hiddenSize, outputSize: vocabSize, rng }).parameters;
    this.parameters = namedParameters({
      embedding: this.#embedding,
      layers: this.#layers,
      output: { parameters: isTied ? { bias: this.#output.bias } : this.#output },
    });
  }

  /** Read a model that `save` wrote. @throws as readModelFolder does, and RangeError for another architecture's folder */
  static async load(folder: string, { rng = createRng(0) }: { rng?: Rng } = {}): Promise<RnnLm> {
    const { architecture, config, tensors } = await readModelFolder(folder);
    if (architecture !== "RnnLm") {
      throw new RangeError(`${folder} must hold an RnnLm, got the architecture ${describeValue(architecture)}`);
    }
    const model = new RnnLm({ ...(config as unknown as RnnLmConfig), rng });
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
    await writeModelFolder(folder, { architecture: "RnnLm", config: { ...this.config }, parameters: this.parameters });
  }

  /**
   * What the model says of every next token, and the last layer's states, of which the logits are made.
   * ids [batch, seqLen] of dtype int32 -> logits [batch, seqLen, vocab], hidden [batch, seqLen, hidden].
   * The caller owns both.
   * @throws TypeError or RangeError as Embedding does
   */
  forward(
    ids: tf.Tensor2D,
    { isTraining = false }: { isTraining?: boolean } = {},
  ): { logits: tf.Tensor3D; hidden: tf.Tensor3D } {
    const { hiddenSize } = this.config;
    return tf.tidy(() => {
      const drop = (x: tf.Tensor) => this.#dropout.forward(x, { isTraining });
      let hidden = drop(this.#embedding.forward(ids));
      for (const layer of this.#layers) hidden = drop(layer.forward(hidden).output);
      const { weight, bias } = this.#output;
      const rows = hidden.reshape<tf.Tensor2D>([-1, hiddenSize]); // [batch * seqLen, hidden]
      const logits = tf.matMul(rows, weight as tf.Tensor2D, false, true).add(bias);
      return { logits: logits.reshape([...ids.shape, -1]), hidden: hidden as tf.Tensor3D };
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

  /** The next token's logits by the weights as they are now; it reads only what is new of a text, and holds no tensors. */
  nextLogits(): NextLogits {
    const { cell, embedSize, hiddenSize, vocabSize } = this.config;
    const { weight: embedding } = snapshot(this.#embedding.parameters);
    const { weight, bias } = snapshot(this.#output);
    const product = vectorProducts();
    const project = product(weight, bias);
    const steps = this.#layers.map(({ parameters }) => recurrentStep(cell, parameters, product));
    return incrementally<readonly RecurrentState[]>({
      vocabSize,
      start: steps.map(() => firstState(hiddenSize)),
      read: (states, id) => {
        let x = embedding.subarray(id * embedSize, (id + 1) * embedSize);
        return steps.map((step, layer) => {
          const state = step(x, states[layer]!);
          x = state.h;
          return state;
        });
      },
      logits: (states) => project(states.at(-1)!.h),
    });
  }

  /** Free the weights; the model can't be used after, what nextLogits gave can. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

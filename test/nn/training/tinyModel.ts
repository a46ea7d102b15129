import { createRng, type SeededRng } from "kernel-utils/core";
import {
  crossEntropy,
  Dropout,
  Embedding,
  Linear,
  type NamedParameters,
  RNN,
  tf,
  type Trainable,
} from "kernel-utils/nn";

export interface TinyBatch {
  readonly inputs: number[][];
  readonly targets: number[][];
}

/** The smallest language model with every kind of part: 5 tokens, 4 numbers for each, a state of 6. */
export class TinyModel implements Trainable<TinyBatch> {
  readonly rng: SeededRng;
  readonly parameters: NamedParameters;
  readonly #dropout: Dropout;
  readonly #embedding: Embedding;
  readonly #rnn: RNN;
  readonly #output: Linear;

  constructor({ seed = 1, p = 0.2 } = {}) {
    const rng = (this.rng = createRng(seed));
    this.#embedding = new Embedding({ vocabSize: 5, embedSize: 4, rng });
    this.#rnn = new RNN({ inputSize: 4, hiddenSize: 6, rng });
    this.#output = new Linear({ inputSize: 6, outputSize: 5, rng });
    this.#dropout = new Dropout({ p, rng });
    const { weight, bias } = this.#output.parameters;
    this.parameters = { ...this.#embedding.parameters, ...this.#rnn.parameters, outputWeight: weight, bias };
  }

  numTokens({ inputs }: TinyBatch): number {
    return inputs.flat().length;
  }

  loss({ inputs, targets }: TinyBatch, { isTraining }: { isTraining: boolean }): tf.Scalar {
    const embedded = this.#dropout.forward(this.#embedding.forward(tf.tensor2d(inputs, undefined, "int32")), {
      isTraining,
    });
    const { output } = this.#rnn.forward(embedded);
    return crossEntropy(this.#output.forward(output), tf.tensor2d(targets, undefined, "int32"));
  }

  values(): number[] {
    return Object.values(this.parameters).flatMap((parameter) => Array.from(parameter.dataSync()));
  }

  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

/** Rows that count up modulo 5, without end: each token tells the next. */
export function* countingBatches({ seed = 2, batchSize = 3, length = 4 } = {}): Generator<TinyBatch, never> {
  const rng = createRng(seed);
  for (;;) {
    const starts = Array.from({ length: batchSize }, () => Math.floor(5 * rng()));
    const rows = (shift: number) => starts.map((start) => Array.from({ length }, (_, i) => (start + shift + i) % 5));
    yield { inputs: rows(0), targets: rows(1) };
  }
}

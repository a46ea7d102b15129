import { type Rng, checkInteger } from "../core";
import { checkShape } from "./shape";
import { tf } from "./tf";

export interface RNNOptions {
  /** Numbers that stand for one token: an integer >= 1. */
  inputSize: number;
  /** Numbers that the network remembers: an integer >= 1. */
  hiddenSize: number;
  /** What the first weights are drawn from. */
  rng: Rng;
}

/** Every state, and the last. */
export interface RNNOutput<T extends tf.Tensor> {
  output: T;
  hn: T;
}

/**
 * One layer of a simple recurrent network: h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh).
 * The weights start uniform in ±1/sqrt(hiddenSize).
 * Source: Elman 1990; agrees with torch.nn.RNN (PyTorch 2.13, batch_first, one layer, tanh).
 */
export class RNN {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** weightIh [hidden, input], weightHh [hidden, hidden], biasIh [hidden], biasHh [hidden]; drawn in this order. */
  readonly parameters: {
    readonly weightIh: tf.Variable<tf.Rank.R2>;
    readonly weightHh: tf.Variable<tf.Rank.R2>;
    readonly biasIh: tf.Variable<tf.Rank.R1>;
    readonly biasHh: tf.Variable<tf.Rank.R1>;
  };

  /** @throws RangeError if a size is no integer >= 1 */
  constructor({ inputSize, hiddenSize, rng }: RNNOptions) {
    checkInteger("inputSize", inputSize, 1);
    checkInteger("hiddenSize", hiddenSize, 1);
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    const bound = 1 / Math.sqrt(hiddenSize);
    const uniform = <R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Variable<R> => {
      const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => (2 * rng() - 1) * bound);
      return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
    };
    this.parameters = {
      weightIh: uniform<tf.Rank.R2>([hiddenSize, inputSize]),
      weightHh: uniform<tf.Rank.R2>([hiddenSize, hiddenSize]),
      biasIh: uniform<tf.Rank.R1>([hiddenSize]),
      biasHh: uniform<tf.Rank.R1>([hiddenSize]),
    };
  }

  /**
   * The states that follow `h0` (zeros by default), the state before the first token, as the network reads `x`.
   * x [seqLen, input], h0 [1, hidden] -> output [seqLen, hidden], hn [1, hidden]: hn is the last row of output.
   * x [batch, seqLen, input], h0 [1, batch, hidden] -> output [batch, seqLen, hidden], hn [1, batch, hidden].
   * The caller owns both.
   * @throws RangeError if a shape doesn't fit
   */
  forward(x: tf.Tensor2D, h0?: tf.Tensor2D): RNNOutput<tf.Tensor2D>;
  forward(x: tf.Tensor3D, h0?: tf.Tensor3D): RNNOutput<tf.Tensor3D>;
  forward(x: tf.Tensor, h0?: tf.Tensor): RNNOutput<tf.Tensor>;
  forward(x: tf.Tensor, h0?: tf.Tensor): RNNOutput<tf.Tensor> {
    const { inputSize, hiddenSize, parameters } = this;
    const isBatch = x.rank === 3;
    checkShape("RNN: x", x, isBatch ? ["batch", "seqLen", inputSize] : ["seqLen", inputSize]);
    const batchSize = isBatch ? x.shape[0]! : 1;
    const seqLen = x.shape[isBatch ? 1 : 0]!;
    if (h0) checkShape("RNN: h0", h0, isBatch ? [1, batchSize, hiddenSize] : [1, hiddenSize]);

    return tf.tidy(() => {
      // What comes from the tokens needs no memory: one product for all of them.
      const bias = parameters.biasIh.add(parameters.biasHh);
      const tokens = x.reshape([batchSize * seqLen, inputSize]);
      const fromTokens = tokens.matMul(parameters.weightIh.transpose()).add(bias);
      const steps = fromTokens.reshape([batchSize, seqLen, hiddenSize]); // [batch, seqLen, hidden]
      const recurrent = parameters.weightHh.transpose();
      let state = h0 ? h0.reshape([batchSize, hiddenSize]) : tf.zeros([batchSize, hiddenSize]); // [batch, hidden]
      const states: tf.Tensor[] = [];
      for (let t = 0; t < seqLen; t++) {
        const fromToken = steps.slice([0, t, 0], [batchSize, 1, hiddenSize]).reshape([batchSize, hiddenSize]);
        state = fromToken.add(state.matMul(recurrent)).tanh();
        states.push(state);
      }
      const output = tf.stack(states, 1); // [batch, seqLen, hidden]
      if (isBatch) return { output, hn: state.expandDims(0) }; // hn [1, batch, hidden]
      return { output: output.reshape([seqLen, hiddenSize]), hn: state };
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose(Object.values(this.parameters));
  }
}

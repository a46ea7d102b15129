import { type RecurrentOptions, type RecurrentParameters, recurrentParameters } from "./recurrentParameters";
import { scan, type Step } from "./scan";
import { tf } from "../tf";

/** Every state, and the last. */
export interface RNNOutput<T extends tf.Tensor> {
  output: T;
  hn: T;
}

const step: Step = (fromToken, fromState) => [fromToken.add(fromState).tanh()];

/**
 * One layer of a simple recurrent network: h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh).
 * The weights start uniform in ±1/sqrt(hiddenSize).
 * Source: Elman 1990; agrees with torch.nn.RNN (PyTorch 2.13, batch_first, one layer, tanh).
 */
export class RNN {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** weightIh [hidden, input], weightHh [hidden, hidden], biasIh [hidden], biasHh [hidden]; drawn in this order. */
  readonly parameters: RecurrentParameters;

  /** @throws RangeError if a size is no integer >= 1 */
  constructor(options: RecurrentOptions) {
    this.inputSize = options.inputSize;
    this.hiddenSize = options.hiddenSize;
    this.parameters = recurrentParameters(options, 1);
  }

  /**
   * The states that follow `h0` (zeros by default), the state before the first token, as the network reads `x`.
   * x [seqLen, input], h0 [1, hidden] -> output [seqLen, hidden], hn [1, hidden]: hn is the last row of output.
   * x [batch, seqLen, input], h0 [1, batch, hidden] -> output [batch, seqLen, hidden], hn [1, batch, hidden].
   * The caller owns both.
   * @throws RangeError if a shape doesn't fit; TypeError if a tensor isn't float32
   */
  forward(x: tf.Tensor2D, h0?: tf.Tensor2D): RNNOutput<tf.Tensor2D>;
  forward(x: tf.Tensor3D, h0?: tf.Tensor3D): RNNOutput<tf.Tensor3D>;
  forward(x: tf.Tensor, h0?: tf.Tensor): RNNOutput<tf.Tensor>;
  forward(x: tf.Tensor, h0?: tf.Tensor): RNNOutput<tf.Tensor> {
    return tf.tidy(() => {
      const { output, last } = scan(x, { layer: "RNN", parameters: this.parameters, initial: { h0 }, step });
      return { output, hn: last[0]! };
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

import { type RecurrentOptions, type RecurrentParameters, recurrentParameters } from "./recurrentParameters";
import type { RNNOutput } from "./RNN";
import { scan, type Step } from "./scan";
import { tf } from "../tf";

const step: Step = (fromToken, fromState, [h]) => {
  const [tokenR, tokenZ, tokenN] = tf.split(fromToken, 3, 1); // each [batch, hidden]
  const [stateR, stateZ, stateN] = tf.split(fromState, 3, 1); // each [batch, hidden]
  const r = tokenR!.add(stateR!).sigmoid();
  const z = tokenZ!.add(stateZ!).sigmoid();
  const n = tokenN!.add(r.mul(stateN!)).tanh();
  return [n.add(z.mul(h!.sub(n)))]; // (1 - z) * n + z * h
};

/**
 * One layer of gated recurrent units. Of the gates, r says what of the state n sees, z what of the state stays:
 * r_t = sigmoid(W_ir x_t + b_ir + W_hr h_{t-1} + b_hr), z_t alike,
 * n_t = tanh(W_in x_t + b_in + r_t * (W_hn h_{t-1} + b_hn)), h_t = (1 - z_t) * n_t + z_t * h_{t-1}.
 * The weights start uniform in ±1/sqrt(hiddenSize).
 * Source: Cho et al. 2014, arXiv:1406.1078; agrees with torch.nn.GRU (PyTorch 2.13, batch_first, one layer).
 */
export class GRU {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** weightIh [3 hidden, input], weightHh [3 hidden, hidden], biasIh and biasHh [3 hidden]; gates in the order r, z, n. */
  readonly parameters: RecurrentParameters;

  /** @throws RangeError if a size is no integer >= 1 */
  constructor(options: RecurrentOptions) {
    this.inputSize = options.inputSize;
    this.hiddenSize = options.hiddenSize;
    this.parameters = recurrentParameters(options, 3);
  }

  /**
   * The states that follow `h0` (zeros by default), as the network reads `x`.
   * x [seqLen, input], h0 [1, hidden] -> output [seqLen, hidden], hn [1, hidden].
   * x [batch, seqLen, input], h0 [1, batch, hidden] -> output [batch, seqLen, hidden], hn [1, batch, hidden].
   * The caller owns both.
   * @throws RangeError if a shape doesn't fit; TypeError if a tensor isn't float32
   */
  forward(x: tf.Tensor2D, h0?: tf.Tensor2D): RNNOutput<tf.Tensor2D>;
  forward(x: tf.Tensor3D, h0?: tf.Tensor3D): RNNOutput<tf.Tensor3D>;
  forward(x: tf.Tensor, h0?: tf.Tensor): RNNOutput<tf.Tensor>;
  forward(x: tf.Tensor, h0?: tf.Tensor): RNNOutput<tf.Tensor> {
    return tf.tidy(() => {
      const { output, last } = scan(x, { layer: "GRU", parameters: this.parameters, initial: { h0 }, step });
      return { output, hn: last[0]! };
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

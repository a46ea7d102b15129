import { type RecurrentOptions, type RecurrentParameters, recurrentParameters } from "./recurrentParameters";
import { scan, type Step } from "./scan";
import { tf } from "../tf";

/** What an LSTM starts from. */
export interface LSTMState<T extends tf.Tensor> {
  h0: T;
  c0: T;
}

/** Every h, and the last h and c. */
export interface LSTMOutput<T extends tf.Tensor> {
  output: T;
  hn: T;
  cn: T;
}

const step: Step = (fromToken, fromState, [, c]) => {
  const [i, f, g, o] = tf.split(fromToken.add(fromState), 4, 1); // each [batch, hidden]
  const cell = f!.sigmoid().mul(c!).add(i!.sigmoid().mul(g!.tanh()));
  return [o!.sigmoid().mul(cell.tanh()), cell];
};

/**
 * One layer of long short-term memory: gates i (what to write), f (what to keep), o (what to show), and g, the news.
 * i_t = sigmoid(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi), f_t and o_t alike, g_t with tanh,
 * c_t = f_t * c_{t-1} + i_t * g_t, h_t = o_t * tanh(c_t).
 * The weights start uniform in ±1/sqrt(hiddenSize).
 * Source: Hochreiter and Schmidhuber 1997; agrees with torch.nn.LSTM (PyTorch 2.13, batch_first, one layer).
 */
export class LSTM {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** weightIh [4 hidden, input], weightHh [4 hidden, hidden], biasIh and biasHh [4 hidden]; gates in the order i, f, g, o. */
  readonly parameters: RecurrentParameters;

  /** @throws RangeError if a size is no integer >= 1 */
  constructor(options: RecurrentOptions) {
    this.inputSize = options.inputSize;
    this.hiddenSize = options.hiddenSize;
    this.parameters = recurrentParameters(options, 4);
  }

  /**
   * The states that follow `h0` and `c0` (zeros by default), as the network reads `x`.
   * x [seqLen, input], h0 and c0 [1, hidden] -> output [seqLen, hidden], hn and cn [1, hidden].
   * x [batch, seqLen, input], h0 and c0 [1, batch, hidden] -> output [batch, seqLen, hidden], hn and cn [1, batch, hidden].
   * The caller owns all three.
   * @throws RangeError if a shape doesn't fit; TypeError if a tensor isn't float32
   */
  forward(x: tf.Tensor2D, state?: LSTMState<tf.Tensor2D>): LSTMOutput<tf.Tensor2D>;
  forward(x: tf.Tensor3D, state?: LSTMState<tf.Tensor3D>): LSTMOutput<tf.Tensor3D>;
  forward(x: tf.Tensor, state?: LSTMState<tf.Tensor>): LSTMOutput<tf.Tensor>;
  forward(x: tf.Tensor, { h0, c0 }: Partial<LSTMState<tf.Tensor>> = {}): LSTMOutput<tf.Tensor> {
    return tf.tidy(() => {
      const { output, last } = scan(x, { layer: "LSTM", parameters: this.parameters, initial: { h0, c0 }, step });
      return { output, hn: last[0]!, cn: last[1]! };
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

import type { RecurrentParameters, VectorProducts } from "../../nn";
import { snapshot } from "./snapshot";

/** Which recurrent layer. */
export type RecurrentCell = "RNN" | "GRU" | "LSTM";

/** What a recurrent layer has in mind: [hidden] each, c for an LSTM alone. */
export interface RecurrentState {
  readonly h: Float32Array;
  readonly c: Float32Array;
}

/** x [input] and the state before -> the state after. */
export type RecurrentStep = (x: Float32Array, state: RecurrentState) => RecurrentState;

/** One token's step of a layer with the parameters that it has now: what the layer's forward does, on plain arrays. */
export function recurrentStep(
  cell: RecurrentCell,
  parameters: RecurrentParameters,
  product: VectorProducts,
): RecurrentStep {
  const { weightIh, weightHh, biasIh, biasHh } = snapshot(parameters);
  const [ofToken, ofState] = [product(weightIh, biasIh), product(weightHh, biasHh)];
  return (x, state) => after[cell](ofToken(x), ofState(state.h), state);
}

export const firstState = (hiddenSize: number): RecurrentState => ({
  h: new Float32Array(hiddenSize),
  c: new Float32Array(hiddenSize),
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** The states that follow, from what token and state say: [gates * hidden] each, gate below gate. */
const after: Record<RecurrentCell, (token: Float32Array, past: Float32Array, state: RecurrentState) => RecurrentState> =
  {
    RNN: (token, past, { c }) => ({ h: past.map((value, i) => Math.tanh(token[i]! + value)), c }),
    GRU: (token, past, { h, c }) => {
      const size = h.length;
      const next = h.map((old, i) => {
        const r = sigmoid(token[i]! + past[i]!);
        const z = sigmoid(token[size + i]! + past[size + i]!);
        const n = Math.tanh(token[2 * size + i]! + r * past[2 * size + i]!);
        return n + z * (old - n);
      });
      return { h: next, c };
    },
    LSTM: (token, past, { h, c }) => {
      const size = h.length;
      const gate = (k: number, i: number) => token[k * size + i]! + past[k * size + i]!;
      const cell = c.map((old, i) => sigmoid(gate(1, i)) * old + sigmoid(gate(0, i)) * Math.tanh(gate(2, i)));
      return { h: cell.map((value, i) => sigmoid(gate(3, i)) * Math.tanh(value)), c: cell };
    },
  };

/** What is known of a recurrent layer to the kernels that read a sequence, and to who calls them. */
export interface RecurrentCell {
  numGates: number;
  /** Rows of `hidden` numbers that reading a token leaves for the gradient, beside the state and the memory. */
  numActivations: number;
  /** The activations are those of the gates: going back, the gradients by the gates' sums are put in their place. */
  replacesActivations: boolean;
  /** There is a memory c beside the state h. */
  hasMemory: boolean;
  /**
   * h_t has a share of h_{t-1} as it is, and what comes from h_{t-1} by the weights is not only added to what comes from the
   * token: the gradients by the two are not the same.
   */
  keepsState: boolean;
}

export const recurrentCells = {
  RNN: { numGates: 1, numActivations: 0, replacesActivations: false, hasMemory: false, keepsState: false },
  GRU: { numGates: 3, numActivations: 4, replacesActivations: false, hasMemory: false, keepsState: true },
  LSTM: { numGates: 4, numActivations: 4, replacesActivations: true, hasMemory: true, keepsState: false },
} as const satisfies Record<string, RecurrentCell>;

export type RecurrentLayer = keyof typeof recurrentCells;

import type { I32, WasmFunction } from "../../assembler";
import type { RecurrentCell } from "../../recurrentCells";

/** Places of one token of one sequence. */
export const forwardRow = {
  /** W_ih x_t + b_ih + W_hh h_{t-1} + b_hh, [gates][hidden]; where the state is kept, W_hh h_{t-1} + b_hh alone. */
  sums: "i32",
  /** Where the state is kept: W_ih x_t + b_ih, [gates][hidden]. */
  fromToken: "i32",
  /** h_{t-1} and, if there is one, c_{t-1}. */
  hBefore: "i32",
  cBefore: "i32",
  /** Where h_t and c_t are to be put, and the activations [numActivations][hidden]. */
  h: "i32",
  c: "i32",
  activations: "i32",
  /** Bytes of `hidden` numbers. */
  rowBytes: "i32",
} as const;

/** Places of the same, and of the loss's gradients (d) by what the forward function read and wrote. */
export const backwardRow = {
  hBefore: "i32",
  cBefore: "i32",
  h: "i32",
  c: "i32",
  activations: "i32",
  /** By h_t: what comes from the output, and what comes from later tokens. */
  dOutput: "i32",
  dH: "i32",
  /** By c_t, to become that by c_{t-1}. Where the state is kept: more of that by h_t, to become more of that by h_{t-1}. */
  carry: "i32",
  /**
   * Where those by what comes from the token and from the state are to be put; dFromState only if they differ. The first may be where the
   * activations are.
   */
  dFromToken: "i32",
  dFromState: "i32",
  rowBytes: "i32",
} as const;

/** A recurrent layer as the kernels have it: what one token does to one sequence's state, and the gradient of that. */
export interface CellKernels extends RecurrentCell {
  forward: WasmFunction<typeof forwardRow>;
  backward: WasmFunction<typeof backwardRow>;
}

/** Where row number `part` starts, of rows that lie one after the other. */
export const rowAt = (rows: I32, part: number, rowBytes: I32): I32 =>
  part === 0 ? rows : rows.add(rowBytes.mul(part));

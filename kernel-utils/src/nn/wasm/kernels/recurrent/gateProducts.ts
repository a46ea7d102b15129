import type { Body, I32 } from "../../assembler";
import { tileColumns } from "../../productMemory";
import { multiplyPacked } from "../multiplyPacked";
import { packBias, packRight, packStrips, rightAt } from "../packRight";

/** Where things are, and their sizes; each is used more than once. */
interface Places {
  weightIh: I32;
  biasIh: I32;
  weightHh: I32;
  biasHh: I32;
  /** gates * hidden */
  rows: I32;
  inputSize: I32;
  hiddenSize: I32;
  /** Where the packed weights are put. */
  scratch: I32;
}

interface Token {
  /** h_{t-1} and x_t of each sequence, side by side, and the bytes from one to the next. */
  seen: I32;
  stride: I32;
  numSequences: I32;
  /** Where the products are put, [numSequences, rows] each: both sums in the first, or if the state is kept one in each. */
  sums: I32;
  fromToken: I32;
  /** multiplyPackedBytes(hidden + input) */
  scratch: I32;
}

/**
 * The products that the gates of a token are made from: W_ih x_t + b_ih + W_hh h_{t-1} + b_hh as one, of h_{t-1} and x_t side by side
 * with both weights one below the other; or where a layer needs them apart, two. `end` is where the packed weights end.
 */
export function gateProducts(areApart: boolean, places: Places) {
  const { weightIh, biasIh, weightHh, biasHh, rows, inputSize, hiddenSize, scratch } = places;
  const weights = { isBTransposed: 1, n: rows };
  const ofState = { ...weights, b: weightHh, bStride: hiddenSize.mul(4), k: hiddenSize };
  const ofToken = { ...weights, b: weightIh, bStride: inputSize.mul(4), k: inputSize };
  const multiply = (a: I32, k: I32, c: I32, { b, bias }: ReturnType<typeof rightAt>, token: Token) =>
    multiplyPacked.call({
      a,
      aStride: token.stride,
      isATransposed: 0,
      b,
      bias,
      c,
      cStride: rows.mul(4),
      rowSums: 0,
      m: token.numSequences,
      n: rows,
      k,
      scratch: token.scratch,
    });

  if (areApart) {
    const byState = rightAt(scratch, rows, hiddenSize);
    const byToken = rightAt(byState.end, rows, inputSize);
    return {
      pack: [
        packRight.call({ ...ofState, bias: biasHh, to: scratch }),
        packRight.call({ ...ofToken, bias: biasIh, to: byState.end }),
      ] satisfies Body,
      end: byToken.end,
      multiply: (token: Token): Body => [
        multiply(token.seen, hiddenSize, token.sums, byState, token),
        multiply(token.seen.add(hiddenSize.mul(4)), inputSize, token.fromToken, byToken, token),
      ],
    };
  }
  const seenSize = hiddenSize.add(inputSize);
  const right = rightAt(scratch, rows, seenSize);
  return {
    pack: [
      packBias.call({ bias: biasIh, n: rows, to: scratch }),
      packStrips.call({ ...ofState, stripDepth: seenSize, to: right.b }),
      packStrips.call({ ...ofToken, stripDepth: seenSize, to: right.b.add(hiddenSize.mul(4 * tileColumns)) }),
    ] satisfies Body,
    end: right.end,
    multiply: (token: Token): Body => [multiply(token.seen, seenSize, token.sums, right, token)],
  };
}

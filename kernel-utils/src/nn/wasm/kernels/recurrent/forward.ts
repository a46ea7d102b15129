import { type Body, copy, defineFunction, forRange } from "../../assembler";
import { multiplyPacked } from "../multiplyPacked";
import { packRight, rightAt } from "../packRight";
import { forEachRow } from "./forEachRow";
import type { CellKernels } from "./types";

/**
 * Read sequences, token by token: `sequences` of them, or as many as there are from the first on, batchSize; rows = gates * hidden.
 * fromTokens [batch, seqLen, rows], weightHh [rows, hidden], biasHh [rows] or place 0 for none, h0 and c0 [batch, hidden] ->
 * output [batch, seqLen, hidden], activations [batch, seqLen, numActivations, hidden], hn and cn [batch, hidden].
 * c0 and cn are places of anything for a layer without memory.
 * scratch: rightBytes(rows, hidden), [sequences, rows] numbers, and multiplyPackedBytes(hidden).
 */
export const sequenceForward = (layer: string, { numGates, numActivations, hasMemory, forward }: CellKernels) =>
  defineFunction(
    `${layer}Forward`,
    {
      fromTokens: "i32",
      weightHh: "i32",
      biasHh: "i32",
      h0: "i32",
      c0: "i32",
      output: "i32",
      activations: "i32",
      hn: "i32",
      cn: "i32",
      sequences: "i32",
      batchSize: "i32",
      seqLen: "i32",
      hiddenSize: "i32",
      scratch: "i32",
    },
    (parameters, locals) => {
      const { fromTokens, weightHh, biasHh, h0, c0, output, activations, hn, cn } = parameters;
      const { sequences, batchSize, seqLen, hiddenSize, scratch } = parameters;
      // Bytes of what belongs to one token of one sequence, and of what belongs to a whole sequence.
      const [stateBytes, gateBytes, activationBytes] = [locals.i32(), locals.i32(), locals.i32()];
      const [statesBytes, gatesBytes, activationsBytes] = [locals.i32(), locals.i32(), locals.i32()];
      const [hBefore, hStride, cBefore, cStride] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
      const [t, numSequences, fromState] = [locals.i32(), locals.i32(), locals.i32()];
      const rows = hiddenSize.mul(numGates);
      const right = rightAt(scratch, rows, hiddenSize);

      const prepare: Body = [
        stateBytes.set(hiddenSize.mul(4)),
        gateBytes.set(stateBytes.mul(numGates)),
        activationBytes.set(stateBytes.mul(numActivations)),
        statesBytes.set(stateBytes.mul(seqLen)),
        gatesBytes.set(gateBytes.mul(seqLen)),
        activationsBytes.set(activationBytes.mul(seqLen)),
        numSequences.set(batchSize.min(sequences)),
        fromState.set(right.end),
        packRight.call({
          b: weightHh,
          bStride: stateBytes,
          isBTransposed: 1,
          bias: biasHh,
          n: rows,
          k: hiddenSize,
          to: scratch,
        }),
        [hBefore.set(h0), hStride.set(stateBytes)],
        [cBefore.set(c0), cStride.set(stateBytes)],
      ];
      const readToken: Body = [
        multiplyPacked.call({
          a: hBefore,
          aStride: hStride,
          isATransposed: 0,
          b: right.b,
          bias: right.bias,
          c: fromState,
          cStride: gateBytes,
          rowSums: 0,
          m: numSequences,
          n: rows,
          k: hiddenSize,
          scratch: fromState.add(gateBytes.mul(numSequences)),
        }),
        forEachRow(
          locals,
          numSequences,
          {
            fromToken: [fromTokens, gatesBytes],
            fromState: [fromState, gateBytes],
            hBefore: [hBefore, hStride],
            cBefore: [cBefore, cStride],
            h: [output, statesBytes],
            activations: [activations, activationsBytes],
          },
          (row) => [forward.call({ ...row, rowBytes: stateBytes })],
        ),
      ];
      const advance: Body = [
        [hBefore.set(output), hStride.set(statesBytes)],
        [cBefore.set(activations.add(activationBytes).sub(stateBytes)), cStride.set(activationsBytes)],
        fromTokens.set(fromTokens.add(gateBytes)),
        output.set(output.add(stateBytes)),
        activations.set(activations.add(activationBytes)),
      ];
      const keepLast: Body = [
        forEachRow(locals, numSequences, { from: [hBefore, hStride], to: [hn, stateBytes] }, ({ from, to }) => [
          copy(to, from, stateBytes),
        ]),
        hasMemory
          ? forEachRow(locals, numSequences, { from: [cBefore, cStride], to: [cn, stateBytes] }, ({ from, to }) => [
              copy(to, from, stateBytes),
            ])
          : [],
      ];
      return [prepare, forRange(t, { to: seqLen }, [readToken, advance]), keepLast];
    },
  );

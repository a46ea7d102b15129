import { type Body, clear, copy, defineFunction, repeatWhile } from "../../assembler";
import { multiplyPacked } from "../multiplyPacked";
import { packRight, rightAt } from "../packRight";
import { forEachRow } from "./forEachRow";
import type { CellKernels } from "./types";

/**
 * The gradients of a loss through what sequenceForward did, token by token from the last to the first; rows = gates * hidden.
 * weightHh, c0, output, seen, activations and memories as there, and the gradients by its results: dOutput [batch, seqLen, hidden],
 * dHn and dCn [batch, hidden] ->
 * dFromTokens [batch, seqLen, rows], by W_ih x_t + b_ih of all tokens, maybe in the place of the activations; dFromStates, by
 * W_hh h_{t-1} + b_hh, if the state is kept (else it is the same);
 * dH0 [batch, hidden]; carry [batch, hidden], which is dC0 if there is a memory, and if the state is kept is to be added to dH0.
 * scratch: matMulBytes(hidden, rows).
 */
export const sequenceBackward = (
  layer: string,
  { numGates, numActivations, hasMemory, keepsState, backward }: CellKernels,
) =>
  defineFunction(
    `${layer}Backward`,
    {
      weightHh: "i32",
      c0: "i32",
      output: "i32",
      seen: "i32",
      activations: "i32",
      memories: "i32",
      dOutput: "i32",
      dHn: "i32",
      dCn: "i32",
      dFromTokens: "i32",
      dFromStates: "i32",
      dH0: "i32",
      carry: "i32",
      sequences: "i32",
      batchSize: "i32",
      seqLen: "i32",
      inputSize: "i32",
      hiddenSize: "i32",
      scratch: "i32",
    },
    (parameters, locals) => {
      const { weightHh, c0, output, seen, activations, memories } = parameters;
      const { dOutput, dHn, dCn } = parameters;
      const { dFromTokens, dFromStates, dH0: dH, carry } = parameters;
      const { sequences, batchSize, seqLen, inputSize, hiddenSize, scratch } = parameters;
      // Bytes of what belongs to one token of one sequence, and of what belongs to a whole sequence.
      const [stateBytes, seenBytes, gateBytes, activationBytes] = [
        locals.i32(),
        locals.i32(),
        locals.i32(),
        locals.i32(),
      ];
      const [statesBytes, seensBytes] = [locals.i32(), locals.i32()];
      const [gatesBytes, activationsBytes] = [locals.i32(), locals.i32()];
      const [cBefore, cStride] = [locals.i32(), locals.i32()];
      const [t, rows, numSequences, bytesOfAll] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
      const right = rightAt(scratch, hiddenSize, rows);
      // What has a row for each token, and how many bytes it has; from the last token we go back.
      const byToken = [
        [output, stateBytes],
        [dOutput, stateBytes],
        [seen, seenBytes],
        [activations, activationBytes],
        [memories, stateBytes],
        [dFromTokens, gateBytes],
        [dFromStates, gateBytes],
      ] as const;

      const prepare: Body = [
        rows.set(hiddenSize.mul(numGates)),
        stateBytes.set(hiddenSize.mul(4)),
        seenBytes.set(hiddenSize.add(inputSize).mul(4)),
        gateBytes.set(stateBytes.mul(numGates)),
        activationBytes.set(stateBytes.mul(numActivations)),
        statesBytes.set(stateBytes.mul(seqLen)),
        seensBytes.set(seenBytes.mul(seqLen)),
        gatesBytes.set(gateBytes.mul(seqLen)),
        activationsBytes.set(activationBytes.mul(seqLen)),
        numSequences.set(batchSize.min(sequences)),
        packRight.call({
          b: weightHh,
          bStride: stateBytes,
          isBTransposed: 0,
          bias: 0,
          n: hiddenSize,
          k: rows,
          to: scratch,
        }),
        bytesOfAll.set(stateBytes.mul(numSequences)),
        copy(dH, dHn, bytesOfAll),
        hasMemory ? copy(carry, dCn, bytesOfAll) : clear(carry, bytesOfAll),
        byToken.map(([place, bytes]) => place.set(place.add(bytes.mul(seqLen)))),
        t.set(seqLen),
      ];
      const goBack: Body = [
        t.set(t.sub(1)),
        byToken.map(([place, bytes]) => place.set(place.sub(bytes))),
        [cBefore.set(memories.sub(stateBytes).when(t, c0)), cStride.set(statesBytes.when(t, stateBytes))],
      ];
      const fromState = keepsState ? dFromStates : dFromTokens;
      const throughToken: Body = [
        forEachRow(
          locals,
          numSequences,
          {
            hBefore: [seen, seensBytes],
            cBefore: [cBefore, cStride],
            h: [output, statesBytes],
            c: [memories, statesBytes],
            activations: [activations, activationsBytes],
            dOutput: [dOutput, statesBytes],
            dH: [dH, stateBytes],
            carry: [carry, stateBytes],
            dFromToken: [dFromTokens, gatesBytes],
            dFromState: [fromState, gatesBytes],
          },
          (row) => [backward.call({ ...row, rowBytes: stateBytes })],
        ),
        multiplyPacked.call({
          a: fromState,
          aStride: gatesBytes,
          isATransposed: 0,
          b: right.b,
          bias: right.bias,
          c: dH,
          cStride: stateBytes,
          rowSums: 0,
          m: numSequences,
          n: hiddenSize,
          k: rows,
          scratch: right.end,
        }),
      ];
      return [prepare, repeatWhile(t, [goBack, throughToken])];
    },
  );

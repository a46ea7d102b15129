import { type Body, defineFunction, forRange, type I32 } from "../../assembler";
import { copyRows } from "../sumOfRows";
import { forEachRow } from "./forEachRow";
import { gateProducts } from "./gateProducts";
import type { CellKernels } from "./types";

/**
 * Read sequences, token by token: `sequences` of them, or as many as there are from the first on, batchSize; rows = gates * hidden.
 * x [batch, seqLen, input], weightIh [rows, input], weightHh [rows, hidden], h0 and c0 [batch, hidden], and biasIh and biasHh [rows],
 * or unless the state is kept their sum as biasIh ->
 * output [batch, seqLen, hidden], seen [batch, seqLen, hidden + input]: h_{t-1} and x_t, side by side;
 * activations [batch, seqLen, numActivations, hidden], memories [batch, seqLen, hidden]: c_t; hn and cn [batch, hidden].
 * c0, memories and cn are places of anything for a layer without memory.
 * scratch: see forwardBytes.
 */
export const sequenceForward = (
  layer: string,
  { numGates, numActivations, hasMemory, keepsState, forward }: CellKernels,
) =>
  defineFunction(
    `${layer}Forward`,
    {
      x: "i32",
      weightIh: "i32",
      biasIh: "i32",
      weightHh: "i32",
      biasHh: "i32",
      h0: "i32",
      c0: "i32",
      output: "i32",
      seen: "i32",
      activations: "i32",
      memories: "i32",
      hn: "i32",
      cn: "i32",
      sequences: "i32",
      batchSize: "i32",
      seqLen: "i32",
      inputSize: "i32",
      hiddenSize: "i32",
      scratch: "i32",
    },
    (parameters, locals) => {
      const { x, weightIh, biasIh, weightHh, biasHh, h0, c0, output, seen } = parameters;
      const { activations, memories, hn, cn } = parameters;
      const { sequences, batchSize, seqLen, inputSize, hiddenSize, scratch } = parameters;
      // Bytes of what belongs to one token of one sequence, and of what belongs to a whole sequence.
      const [inputBytes, stateBytes, gateBytes, activationBytes] = [
        locals.i32(),
        locals.i32(),
        locals.i32(),
        locals.i32(),
      ];
      const [inputsBytes, statesBytes, activationsBytes] = [locals.i32(), locals.i32(), locals.i32()];
      const [seenBytes, seensBytes] = [locals.i32(), locals.i32()];
      const [hBefore, hStride, cBefore, cStride] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
      const [t, rows, numSequences] = [locals.i32(), locals.i32(), locals.i32()];
      const [sums, fromToken, aside] = [locals.i32(), locals.i32(), locals.i32()];
      const products = gateProducts(keepsState, {
        weightIh,
        biasIh,
        weightHh,
        biasHh,
        rows,
        inputSize,
        hiddenSize,
        scratch,
      });

      const prepare: Body = [
        rows.set(hiddenSize.mul(numGates)),
        inputBytes.set(inputSize.mul(4)),
        stateBytes.set(hiddenSize.mul(4)),
        seenBytes.set(inputBytes.add(stateBytes)),
        gateBytes.set(stateBytes.mul(numGates)),
        activationBytes.set(stateBytes.mul(numActivations)),
        inputsBytes.set(inputBytes.mul(seqLen)),
        statesBytes.set(stateBytes.mul(seqLen)),
        seensBytes.set(seenBytes.mul(seqLen)),
        activationsBytes.set(activationBytes.mul(seqLen)),
        numSequences.set(batchSize.min(sequences)),
        sums.set(products.end),
        fromToken.set(sums.add(gateBytes.mul(numSequences))),
        aside.set(keepsState ? fromToken.add(gateBytes.mul(numSequences)) : fromToken),
        [hBefore.set(h0), hStride.set(stateBytes)],
        [cBefore.set(c0), cStride.set(stateBytes)],
      ];
      const copyStates = (from: I32, fromStride: I32, to: I32, toStride: I32) =>
        copyRows.call({ from, fromStride, to, toStride, rows: numSequences, rowBytes: stateBytes });
      const see: Body = [
        copyStates(hBefore, hStride, seen, seensBytes),
        copyRows.call({
          from: x,
          fromStride: inputsBytes,
          to: seen.add(stateBytes),
          toStride: seensBytes,
          rows: numSequences,
          rowBytes: inputBytes,
        }),
      ];
      const readToken: Body = [
        products.multiply({ seen, stride: seensBytes, numSequences, sums, fromToken, scratch: aside }),
        forEachRow(
          locals,
          numSequences,
          {
            sums: [sums, gateBytes],
            fromToken: [fromToken, gateBytes],
            hBefore: [seen, seensBytes],
            cBefore: [cBefore, cStride],
            h: [output, statesBytes],
            c: [memories, statesBytes],
            activations: [activations, activationsBytes],
          },
          (row) => [forward.call({ ...row, rowBytes: stateBytes })],
        ),
      ];
      const advance: Body = [
        [hBefore.set(output), hStride.set(statesBytes)],
        [cBefore.set(memories), cStride.set(statesBytes)],
        x.set(x.add(inputBytes)),
        seen.set(seen.add(seenBytes)),
        output.set(output.add(stateBytes)),
        memories.set(memories.add(stateBytes)),
        activations.set(activations.add(activationBytes)),
      ];
      const keepLast: Body = [
        copyStates(hBefore, hStride, hn, stateBytes),
        hasMemory ? copyStates(cBefore, cStride, cn, stateBytes) : [],
      ];
      return [prepare, products.pack, forRange(t, { to: seqLen }, [see, readToken, advance]), keepLast];
    },
  );

import type { WasmFunction } from "../../assembler";
import { sequenceBackward } from "./backward";
import { sequenceForward } from "./forward";
import { GRU } from "./GRU";
import { LSTM } from "./LSTM";
import { RNN } from "./RNN";

/** For each recurrent layer: a token of a sequence, and a batch of sequences, both ways. */
export const recurrentFunctions: readonly WasmFunction[] = Object.entries({ RNN, GRU, LSTM }).flatMap(
  ([layer, cell]) => [cell.forward, cell.backward, sequenceForward(layer, cell), sequenceBackward(layer, cell)],
) as unknown as WasmFunction[];

import { defineFunction, F32x8, type I32 } from "../../assembler";
import { recurrentCells } from "../../recurrentCells";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { sigmoidSlope, tanhSlope } from "./slopes";
import { backwardRow, type CellKernels, forwardRow, rowAt } from "./types";

/**
 * r, z = sigmoid of fromToken + fromState; n = tanh(fromToken + r m), where m is n's part of fromState;
 * h_t = (1 - z) n + z h_{t-1}. Activations: r, z, n, m.
 */
export const GRU: CellKernels = {
  ...recurrentCells.GRU,

  forward: defineFunction(
    "GRUForwardRow",
    forwardRow,
    ({ sums: fromState, fromToken, hBefore, h, activations, rowBytes }, locals) => {
      const at = (rows: I32, part: number) => rowAt(rows, part, rowBytes);
      const { sigmoid, tanh } = exponentials(locals);
      const [r, z, n, m, x] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
      return eachEight(locals, rowBytes, ({ load, store }) => [
        x.set(load(at(fromToken, 0)).add(load(at(fromState, 0)))),
        sigmoid(r, x),
        x.set(load(at(fromToken, 1)).add(load(at(fromState, 1)))),
        sigmoid(z, x),
        m.set(load(at(fromState, 2))),
        x.set(r.mulAdd(m, load(at(fromToken, 2)))),
        tanh(n, x),
        [r, z, n, m].map((each, part) => store(at(activations, part), each)),
        store(h, z.mulAdd(load(hBefore).sub(n), n)), // (1 - z) n + z h
      ]);
    },
  ),

  backward: defineFunction(
    "GRUBackwardRow",
    backwardRow,
    ({ hBefore, activations, dOutput, dH, carry, dFromToken, dFromState, rowBytes }, locals) => {
      const at = (rows: I32, part: number) => rowAt(rows, part, rowBytes);
      const [r, z, n, m] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
      const [dHere, dR, dZ, dN] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
      return eachEight(locals, rowBytes, ({ load, store }) => [
        [r, z, n, m].map((each, part) => each.set(load(at(activations, part)))),
        dHere.set(load(dOutput).add(load(dH)).add(load(carry))),
        dN.set(dHere.mul(F32x8.of(1).sub(z)).mul(tanhSlope(n))),
        dZ.set(dHere.mul(load(hBefore).sub(n)).mul(sigmoidSlope(z))),
        dR.set(dN.mul(m).mul(sigmoidSlope(r))),
        [dR, dZ, dN].map((each, part) => store(at(dFromToken, part), each)),
        [dR, dZ, dN.mul(r)].map((each, part) => store(at(dFromState, part), each)),
        store(carry, dHere.mul(z)),
      ]);
    },
  ),
};

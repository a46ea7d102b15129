import { type Body, defineFunction, type F32x8, type I32, type Local } from "../../assembler";
import { recurrentCells } from "../../recurrentCells";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { sigmoidSlope, tanhSlope } from "./slopes";
import { backwardRow, type CellKernels, forwardRow, rowAt } from "./types";

/** i, f, o = sigmoid, g = tanh of the sums; c_t = f c_{t-1} + i g; h_t = o tanh(c_t). Activations: i, f, g, o. */
export const LSTM: CellKernels = {
  ...recurrentCells.LSTM,

  forward: defineFunction(
    "LSTMForwardRow",
    forwardRow,
    ({ sums, cBefore, h, c: cHere, activations, rowBytes }, locals) => {
      const at = (rows: I32, part: number) => rowAt(rows, part, rowBytes);
      const { sigmoid, tanh } = exponentials(locals);
      const [i, f, g, o] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
      const [x, c, tanhC] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
      return eachEight(locals, rowBytes, ({ load, store }) => {
        const gate = (part: number, y: Local<F32x8>, squash: typeof sigmoid): Body => [
          x.set(load(at(sums, part))),
          squash(y, x),
          store(at(activations, part), y),
        ];
        return [
          gate(0, i, sigmoid),
          gate(1, f, sigmoid),
          gate(2, g, tanh),
          gate(3, o, sigmoid),
          c.set(f.mulAdd(load(cBefore), i.mul(g))),
          store(cHere, c),
          tanh(tanhC, c),
          store(h, o.mul(tanhC)),
        ];
      });
    },
  ),

  backward: defineFunction(
    "LSTMBackwardRow",
    backwardRow,
    ({ cBefore, c: cHere, activations, dOutput, dH, carry, dFromToken, rowBytes }, locals) => {
      const at = (rows: I32, part: number) => rowAt(rows, part, rowBytes);
      const { tanh } = exponentials(locals);
      const [i, f, g, o] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
      const [c, tanhC, dHere, dC] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
      return eachEight(locals, rowBytes, ({ load, store }) => [
        [i, f, g, o].map((each, part) => each.set(load(at(activations, part)))),
        c.set(load(cHere)),
        tanh(tanhC, c),
        dHere.set(load(dOutput).add(load(dH))),
        dC.set(dHere.mul(o).mulAdd(tanhSlope(tanhC), load(carry))),
        store(at(dFromToken, 0), dC.mul(g).mul(sigmoidSlope(i))),
        store(at(dFromToken, 1), dC.mul(load(cBefore)).mul(sigmoidSlope(f))),
        store(at(dFromToken, 2), dC.mul(i).mul(tanhSlope(g))),
        store(at(dFromToken, 3), dHere.mul(tanhC).mul(sigmoidSlope(o))),
        store(carry, dC.mul(f)),
      ]);
    },
  ),
};

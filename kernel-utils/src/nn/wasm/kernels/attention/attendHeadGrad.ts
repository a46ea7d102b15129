import { defineFunction, loadF32 } from "../../assembler";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { eachQuery, head, prepare } from "./head";

/**
 * The gradients by q, k and v, which lie as these do, from the one by out. The weights w are made again from norms:
 * dv = w^T dOut, dw = dOut v^T, dScores = w (dw - sum of dw w over the keys) * scale, dq = dScores k, dk = dScores^T q.
 * Source: Dao et al. 2022, arXiv:2205.14135, algorithm 4, of which this is one block.
 */
export const attendHeadGrad = defineFunction(
  "attendHeadGrad",
  { ...head, dOut: "i32", outStride: "i32", dq: "i32", dk: "i32", dv: "i32", scratch: "i32" },
  ({ dOut, outStride, dq, dk, dv, scratch, ...given }, locals) => {
    const { q, qStride, k, kStride, v, vStride, keyLen, scale, norms } = given;
    const prepared = prepare(given, scratch, locals);
    const { scores, gradients, products } = prepared;
    const byOut = { place: dOut, stride: outStride };
    const [x, weight, sum] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const [largest, norm, sumOfRow, gradient] = [locals.f32(), locals.f32(), locals.f32(), locals.i32()];
    const { exp } = exponentials(locals);
    return [
      prepared.start,
      products.compare(byOut, { place: v, stride: vStride }, gradients),
      gradient.set(gradients),
      eachQuery(given, prepared, locals, ({ row, index, visibleBytes, putZeros }) => [
        largest.set(loadF32(norms.add(index.mul(8)))),
        norm.set(loadF32(norms.add(index.mul(8)), 4)),
        sum.set(0),
        eachEight(locals, visibleBytes, ({ load, store, counted }) => [
          x.set(load(row).mulAdd(scale, load(prepared.allowed)).sub(largest)),
          exp(weight, x),
          weight.set(weight.mul(norm)),
          store(row, weight),
          sum.set(counted(weight).mulAdd(load(gradient), sum)),
        ]),
        sumOfRow.set(sum.sum()),
        eachEight(locals, visibleBytes, ({ load, store }) => [
          store(gradient, load(row).mul(load(gradient).sub(sumOfRow)).mul(scale)),
        ]),
        [row, gradient].map(putZeros),
        gradient.set(gradient.add(keyLen.mul(4))),
      ]),
      products.mixBack(scores, byOut, { place: dv, stride: vStride }),
      products.mixBack(gradients, { place: q, stride: qStride }, { place: dk, stride: kStride }),
      products.mix(gradients, { place: k, stride: kStride }, { place: dq, stride: qStride }),
    ];
  },
);

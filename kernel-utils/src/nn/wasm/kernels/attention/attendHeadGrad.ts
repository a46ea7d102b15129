import { defineFunction, loadF32 } from "../../assembler";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { divideScratch, eachQuery, head, multiply } from "./head";

/**
 * The gradients by q, k and v, which lie as these do, from the one by out. The weights w are made again from norms:
 * dv = w^T dOut, dw = dOut v^T, dScores = w (dw - sum of dw w over the keys) * scale, dq = dScores k, dk = dScores^T q.
 * Source: Dao et al. 2022, arXiv:2205.14135, algorithm 4, of which this is one block.
 */
export const attendHeadGrad = defineFunction(
  "attendHeadGrad",
  { ...head, dOut: "i32", outStride: "i32", dq: "i32", dk: "i32", dv: "i32", scratch: "i32" },
  ({ dOut, outStride, dq, dk, dv, scratch, ...given }, locals) => {
    const { q, qStride, k, kStride, v, vStride, queryLen, keyLen, headSize, scale, norms } = given;
    const { scores, gradients, allowed, divide } = divideScratch(given, scratch, locals);
    const [x, weight, sum] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const [largest, norm, sumOfRow, gradient] = [locals.f32(), locals.f32(), locals.f32(), locals.i32()];
    const { exp } = exponentials(locals);
    const scoreStride = keyLen.mul(4);
    return [
      divide,
      multiply(
        { place: dOut, stride: outStride },
        { place: v, stride: vStride, isTransposed: 1 },
        { place: gradients, stride: scoreStride },
        [queryLen, keyLen, headSize],
        scratch,
      ),
      gradient.set(gradients),
      eachQuery(given, { scores, allowed, scratch }, locals, ({ row, index, visibleBytes, putZeros }) => [
        largest.set(loadF32(norms.add(index.mul(8)))),
        norm.set(loadF32(norms.add(index.mul(8)), 4)),
        sum.set(0),
        eachEight(locals, visibleBytes, ({ load, store, counted }) => [
          x.set(load(row).mulAdd(scale, load(allowed)).sub(largest)),
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
        gradient.set(gradient.add(scoreStride)),
      ]),
      multiply(
        { place: scores, stride: scoreStride, isTransposed: 1 },
        { place: dOut, stride: outStride },
        { place: dv, stride: vStride },
        [keyLen, headSize, queryLen],
        scratch,
      ),
      multiply(
        { place: gradients, stride: scoreStride },
        { place: k, stride: kStride },
        { place: dq, stride: qStride },
        [queryLen, headSize, keyLen],
        scratch,
      ),
      multiply(
        { place: gradients, stride: scoreStride, isTransposed: 1 },
        { place: q, stride: qStride },
        { place: dk, stride: kStride },
        [keyLen, headSize, queryLen],
        scratch,
      ),
    ];
  },
);

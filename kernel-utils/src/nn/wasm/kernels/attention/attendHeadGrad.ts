import { defineFunction, type I32, loadF32 } from "../../assembler";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { eachBlock, eachQuery, head, keysOfBlock, type Matrix, multiply, prepare } from "./head";

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
    const { isTriangle, scores, gradients, allowed, start } = prepare(given, scratch, locals);
    const [x, weight, sum] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const [largest, norm, sumOfRow, gradient] = [locals.f32(), locals.f32(), locals.f32(), locals.i32()];
    const { exp } = exponentials(locals);
    const scoreStride = keyLen.mul(4);
    return [
      start,
      eachBlock(isTriangle, queryLen, locals, ({ first, len }) => [
        multiply(
          { place: dOut.add(first.mul(outStride)), stride: outStride },
          { place: v, stride: vStride, isTransposed: 1 },
          { place: gradients.add(first.mul(scoreStride)), stride: scoreStride },
          [len, keysOfBlock(isTriangle, keyLen, { first, len }), headSize],
          scratch,
        ),
      ]),
      gradient.set(gradients),
      eachQuery(given, { isTriangle, scores, allowed, scratch }, locals, ({ row, index, visibleBytes, putZeros }) => [
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
      eachBlock(isTriangle, keyLen, locals, ({ first, len }) => {
        // In a triangle, only queries from the block's first on look at its keys.
        const from = first.min(queryLen).when(isTriangle, 0);
        const ofBlock = (all: I32): Matrix => ({
          place: all.add(from.mul(scoreStride)).add(first.mul(4)),
          stride: scoreStride,
          isTransposed: 1,
        });
        const sizes = [len, headSize, queryLen.sub(from)] as const;
        return [
          multiply(
            ofBlock(scores),
            { place: dOut.add(from.mul(outStride)), stride: outStride },
            { place: dv.add(first.mul(vStride)), stride: vStride },
            sizes,
            scratch,
          ),
          multiply(
            ofBlock(gradients),
            { place: q.add(from.mul(qStride)), stride: qStride },
            { place: dk.add(first.mul(kStride)), stride: kStride },
            sizes,
            scratch,
          ),
        ];
      }),
      eachBlock(isTriangle, queryLen, locals, ({ first, len }) => [
        multiply(
          { place: gradients.add(first.mul(scoreStride)), stride: scoreStride },
          { place: k, stride: kStride },
          { place: dq.add(first.mul(qStride)), stride: qStride },
          [len, headSize, keysOfBlock(isTriangle, keyLen, { first, len })],
          scratch,
        ),
      ]),
    ];
  },
);

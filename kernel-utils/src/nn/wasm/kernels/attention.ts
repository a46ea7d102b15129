import {
  type Body,
  copy,
  defineFunction,
  F32,
  type F32x4,
  forRange,
  type I32,
  loadF32,
  loadSplat,
  type Local,
  type Locals,
  storeF32,
  when,
} from "../assembler";
import { eachFour } from "./eachFour";
import { exponentials } from "./exponentials";
import { matMul } from "./matMul";

/** Added to a score, it leaves a weight of exactly 0. */
const blocked = -1e9;

/** One head of one sentence: q [queryLen, headSize], k and v [keyLen, headSize], each a part of the columns of a matrix. */
const head = {
  q: "i32",
  qStride: "i32",
  k: "i32",
  kStride: "i32",
  v: "i32",
  vStride: "i32",
  /** [keyLen], to be added to the scores: 0, or -1e9 for padding. */
  mask: "i32",
  isCausal: "i32",
  queryLen: "i32",
  keyLen: "i32",
  headSize: "i32",
  /** 1 / sqrt(headSize). */
  scale: "f32",
  /** [queryLen, 2]: of each query's scores the largest, and 1 / the sum of e^(score - largest). */
  norms: "i32",
} as const;

type Head = { [K in keyof typeof head]: Local<(typeof head)[K] extends "i32" ? I32 : F32> };

interface Matrix {
  place: I32;
  stride: I32;
  isTransposed?: 1;
}

/** c [m, n] = a b. */
const multiply = (a: Matrix, b: Matrix, c: Matrix, [m, n, k]: readonly [I32, I32, I32], scratch: I32) =>
  matMul.call({
    a: a.place,
    aStride: a.stride,
    isATransposed: a.isTransposed ?? 0,
    b: b.place,
    bStride: b.stride,
    isBTransposed: b.isTransposed ?? 0,
    c: c.place,
    cStride: c.stride,
    bias: 0,
    m,
    n,
    k,
    scratch,
  });

/** scores [queryLen, keyLen] = q k^T, and then statements for each query, whose row of scores starts at `row`. */
function eachQuery(
  { q, qStride, k, kStride, mask, isCausal, queryLen, keyLen, headSize }: Head,
  { scores, allowed, scratch }: { scores: Local<I32>; allowed: Local<I32>; scratch: Local<I32> },
  locals: Locals,
  define: (query: { row: Local<I32>; index: Local<I32>; rowBytes: Local<I32>; i: Local<I32> }) => Body,
): Body {
  const [row, index, rowBytes, i] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
  return [
    rowBytes.set(keyLen.mul(4)),
    multiply(
      { place: q, stride: qStride },
      { place: k, stride: kStride, isTransposed: 1 },
      { place: scores, stride: rowBytes },
      [queryLen, keyLen, headSize],
      scratch,
    ),
    // What is added to a query's scores: with isCausal, the next query may look at one key more.
    when(
      isCausal,
      [eachFour(i, rowBytes, ({ store }) => [store(allowed, F32.of(blocked))])],
      [copy(allowed, mask, rowBytes)],
    ),
    row.set(scores),
    forRange(index, { to: queryLen }, [
      when(isCausal.and(index.lt(keyLen)), [storeF32(allowed.add(index.mul(4)), loadF32(mask.add(index.mul(4))))]),
      define({ row, index, rowBytes, i }),
      row.set(row.add(rowBytes)),
    ]),
  ];
}

/** How the scratch of `queryLen` x `keyLen` numbers, twice, and `keyLen` is divided; matMul's follows. */
function divideScratch({ queryLen, keyLen }: Head, scratch: Local<I32>, locals: Locals) {
  const [scores, gradients, allowed] = [locals.i32(), locals.i32(), locals.i32()];
  const numBytes = queryLen.mul(keyLen).mul(4);
  const divide: Body = [
    scores.set(scratch),
    gradients.set(scores.add(numBytes)),
    allowed.set(gradients.add(numBytes)),
    scratch.set(allowed.add(keyLen.mul(4))),
  ];
  return { scores, gradients, allowed, divide };
}

/** out [queryLen, headSize] = softmax(q k^T * scale + mask) v, and norms. */
export const attendHead = defineFunction(
  "attendHead",
  { ...head, out: "i32", outStride: "i32", scratch: "i32" },
  ({ out, outStride, scratch, ...given }, locals) => {
    const { v, vStride, queryLen, keyLen, headSize, scale, norms } = given;
    const { scores, allowed, divide } = divideScratch(given, scratch, locals);
    const [largest, sum, x, power] = [locals.f32x4(), locals.f32x4(), locals.f32x4(), locals.f32x4()];
    const { exp } = exponentials(locals);
    return [
      divide,
      eachQuery(given, { scores, allowed, scratch }, locals, ({ row, index, rowBytes, i }) => [
        largest.set(-Infinity),
        eachFour(i, rowBytes, ({ load, store }) => [
          x.set(load(row).mul(scale).add(load(allowed))),
          store(row, x),
          largest.set(largest.max(x)),
        ]),
        largest.set(largest.largest()),
        sum.set(0),
        eachFour(i, rowBytes, ({ load, store, counted }) => [
          x.set(load(row).sub(largest)),
          exp(power, x),
          store(row, power),
          sum.set(sum.add(counted(power))),
        ]),
        sum.set(F32.of(1).div(sum.sum())),
        eachFour(i, rowBytes, ({ load, store }) => [store(row, load(row).mul(sum))]),
        storeF32(norms.add(index.mul(8)), largest.lane(0)),
        storeF32(norms.add(index.mul(8)), sum.lane(0), 4),
      ]),
      multiply(
        { place: scores, stride: keyLen.mul(4) },
        { place: v, stride: vStride },
        { place: out, stride: outStride },
        [queryLen, headSize, keyLen],
        scratch,
      ),
    ];
  },
);

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
    const [x, weight, sum]: Local<F32x4>[] = locals.f32x4(3);
    const gradient = locals.i32();
    const { exp } = exponentials(locals);
    const largest = (index: I32) => loadSplat(norms.add(index.mul(8)));
    const norm = (index: I32) => loadSplat(norms.add(index.mul(8)), 4);
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
      eachQuery(given, { scores, allowed, scratch }, locals, ({ row, index, rowBytes, i }) => [
        sum!.set(0),
        eachFour(i, rowBytes, ({ load, store, counted }) => [
          x!.set(load(row).mul(scale).add(load(allowed)).sub(largest(index))),
          exp(weight!, x!),
          weight!.set(weight!.mul(norm(index))),
          store(row, weight!),
          sum!.set(sum!.add(counted(weight!.mul(load(gradient))))),
        ]),
        sum!.set(sum!.sum()),
        eachFour(i, rowBytes, ({ load, store }) => [
          store(gradient, load(row).mul(load(gradient).sub(sum!)).mul(scale)),
        ]),
        gradient.set(gradient.add(rowBytes)),
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

/** All heads of one sentence: they lie side by side in the matrices, and their norms one after the other. */
export const attention = defineFunction(
  "attention",
  { ...head, out: "i32", outStride: "i32", numHeads: "i32", scratch: "i32" },
  ({ numHeads, ...given }, locals) => {
    const { q, k, v, out, norms, headSize, queryLen } = given;
    return [
      forRange(locals.i32(), { to: numHeads }, [
        attendHead.call(given),
        [q, k, v, out].map((place) => place.set(place.add(headSize.mul(4)))),
        norms.set(norms.add(queryLen.mul(8))),
      ]),
    ];
  },
);

/** The gradients of all heads of one sentence. */
export const attentionGrad = defineFunction(
  "attentionGrad",
  { ...head, dOut: "i32", outStride: "i32", dq: "i32", dk: "i32", dv: "i32", numHeads: "i32", scratch: "i32" },
  ({ numHeads, ...given }, locals) => {
    const { q, k, v, dOut, dq, dk, dv, norms, headSize, queryLen } = given;
    return [
      forRange(locals.i32(), { to: numHeads }, [
        attendHeadGrad.call(given),
        [q, k, v, dOut, dq, dk, dv].map((place) => place.set(place.add(headSize.mul(4)))),
        norms.set(norms.add(queryLen.mul(8))),
      ]),
    ];
  },
);

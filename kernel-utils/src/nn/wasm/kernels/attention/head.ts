import {
  type Body,
  copy,
  type F32,
  forRange,
  I32,
  loadF32,
  type Local,
  type Locals,
  storeF32,
  when,
} from "../../assembler";
import { eachEight } from "../eachEight";
import { matMul } from "../matMul";

/** Added to a score, it leaves a weight of exactly 0. */
const blocked = -1e9;

/** One head of one sentence: q [queryLen, headSize], k and v [keyLen, headSize], each a part of the columns of a matrix. */
export const head = {
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

export type Head = { [K in keyof typeof head]: Local<(typeof head)[K] extends "i32" ? I32 : F32> };

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
    rowSums: 0,
    m,
    n,
    k,
    scratch,
  });

/** So many queries, or keys, at a time. */
const blockLen = 32;

/**
 * Products with scores [queryLen, keyLen]: of all at once, or if the scores are a triangle of a block after the other, without most of what
 * is hidden. x has a row for each query, y one for each key.
 */
function scoreProducts(isTriangle: I32, { queryLen, keyLen, headSize }: Head, scratch: I32, locals: Locals) {
  /** A block begins at `first` and has `len` rows. */
  const eachBlock = (total: I32, define: (first: I32, len: I32) => Body): Body => {
    const [first, len, step] = [locals.i32(), locals.i32(), locals.i32()];
    return [
      step.set(I32.of(blockLen).when(isTriangle, total)),
      forRange(first, { to: total, step }, [len.set(total.sub(first).min(step)), define(first, len)]),
    ];
  };
  /** All keys that one of a block's queries may look at, and up to seven more. */
  const keysOf = (first: I32, len: I32) => keyLen.min(first.add(len).add(7).and(-8)).when(isTriangle, keyLen);
  const rowsFrom = (first: I32, { place, stride }: Matrix): Matrix => ({ place: place.add(first.mul(stride)), stride });
  const matrix = (scores: I32): Matrix => ({ place: scores, stride: keyLen.mul(4) });
  return {
    /** scores = x y^T, but for what is hidden. */
    compare: (x: Matrix, y: Matrix, scores: I32): Body =>
      eachBlock(queryLen, (first, len) => [
        multiply(
          rowsFrom(first, x),
          { ...y, isTransposed: 1 },
          rowsFrom(first, matrix(scores)),
          [len, keysOf(first, len), headSize],
          scratch,
        ),
      ]),
    /** x = scores y. */
    mix: (scores: I32, y: Matrix, x: Matrix): Body =>
      eachBlock(queryLen, (first, len) => [
        multiply(rowsFrom(first, matrix(scores)), y, rowsFrom(first, x), [len, headSize, keysOf(first, len)], scratch),
      ]),
    /** y = scores^T x. */
    mixBack: (scores: I32, x: Matrix, y: Matrix): Body =>
      eachBlock(keyLen, (first, len) => {
        // In a triangle, only queries from the block's first on look at its keys.
        const from = first.min(queryLen).when(isTriangle, 0);
        const { place, stride } = rowsFrom(from, matrix(scores));
        return [
          multiply(
            { place: place.add(first.mul(4)), stride, isTransposed: 1 },
            rowsFrom(from, x),
            rowsFrom(first, y),
            [len, headSize, queryLen.sub(from)],
            scratch,
          ),
        ];
      }),
  };
}

/**
 * scores [queryLen, keyLen] = q k^T, but for what is hidden, and then statements for each query, whose row of scores starts at `row`.
 * Of a triangle only `visibleBytes` of it need be looked at: those keys that the query may look at, and up to seven more that are
 * blocked. To the rest `putZeros` is to be done.
 */
export function eachQuery(
  { q, qStride, k, kStride, mask, isCausal, queryLen, keyLen }: Head,
  { isTriangle, scores, allowed, products }: Prepared,
  locals: Locals,
  define: (query: {
    row: Local<I32>;
    index: Local<I32>;
    visibleBytes: Local<I32>;
    putZeros: (row: I32) => Body;
  }) => Body,
): Body {
  const [row, index, rowBytes, visibleBytes] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
  const putZeros = (at: I32) => eachEight(locals, rowBytes, ({ store }) => [store(at, 0)], visibleBytes);
  return [
    rowBytes.set(keyLen.mul(4)),
    products.compare({ place: q, stride: qStride }, { place: k, stride: kStride }, scores),
    // What is added to a query's scores: with isCausal, the next query may look at one key more.
    when(
      isCausal,
      [eachEight(locals, rowBytes, ({ store }) => [store(allowed, blocked)])],
      [copy(allowed, mask, rowBytes)],
    ),
    row.set(scores),
    forRange(index, { to: queryLen }, [
      when(isCausal.and(index.lt(keyLen)), [storeF32(allowed.add(index.mul(4)), loadF32(mask.add(index.mul(4))))]),
      visibleBytes.set(index.add(8).and(-8).mul(4).min(rowBytes).when(isTriangle, rowBytes)),
      define({ row, index, visibleBytes, putZeros }),
      row.set(row.add(rowBytes)),
    ]),
  ];
}

/**
 * How the scratch of `queryLen` x `keyLen` numbers, twice, and `keyLen` is divided; matMul's follows. And whether the scores are a
 * triangle: with isCausal, but not where the first key is padding, and so the first query, which may look at no key, looks at all.
 */
export function prepare(given: Head, scratch: Local<I32>, locals: Locals) {
  const { mask, isCausal, queryLen, keyLen } = given;
  const [isTriangle, scores, gradients, allowed] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
  const numBytes = queryLen.mul(keyLen).mul(4);
  const start: Body = [
    isTriangle.set(isCausal.and(loadF32(mask).eq(0))),
    scores.set(scratch),
    gradients.set(scores.add(numBytes)),
    allowed.set(gradients.add(numBytes)),
    scratch.set(allowed.add(keyLen.mul(4))),
  ];
  const products = scoreProducts(isTriangle, given, scratch, locals);
  return { isTriangle, scores, gradients, allowed, products, start };
}

type Prepared = ReturnType<typeof prepare>;

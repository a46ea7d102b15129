import { defineFunction, when } from "../assembler";
import { leftFactor, multiplyPacked, result } from "./multiplyPacked";
import { packRight, rightAt } from "./packRight";

const product = { ...leftFactor, b: "i32", bStride: "i32", isBTransposed: "i32", ...result } as const;

/**
 * matMul for `rows` rows of c, or as many as there are from `a` and `c` on: m. For products of which threads make each some parts:
 * the right factor is packed in a thread's first call, and found in its scratch in the others.
 */
export const matMulSome = defineFunction(
  "matMulSome",
  { isFirst: "i32", rows: "i32", ...product },
  ({ isFirst, rows, b, bStride, isBTransposed, ...given }) => {
    const { bias, m, n, k, scratch } = given;
    const right = rightAt(scratch, n, k);
    return [
      when(isFirst, [packRight.call({ b, bStride, isBTransposed, bias, n, k, to: scratch })]),
      multiplyPacked.call({ ...given, b: right.b, bias: right.bias, m: m.min(rows), scratch: right.end }),
    ];
  },
);

/**
 * c [m, n] = a b + bias, of a [m, k] and b [k, n], each as it lies or transposed; bias [n], or place 0 for none. rowSums [m] = the sums
 * of a's rows, or place 0 for none. The strides
 * are the bytes from row to row as they lie, so that a part of the columns of a matrix is a factor or a product too.
 * scratch: matMulBytes(n, k).
 *
 * Both factors are first packed into strips, so that the innermost loop reads numbers side by side, however they lie.
 * Source: Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication.
 */
export const matMul = defineFunction("matMul", product, (given) => [
  matMulSome.call({ ...given, isFirst: 1, rows: given.m }),
]);

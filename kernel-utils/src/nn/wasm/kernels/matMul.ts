import { clear, copy, defineFunction, when } from "../assembler";
import { blockRows, tileColumns, tileRows } from "../productMemory";
import { multiplyPacked } from "./multiplyPacked";
import { packFactor } from "./packFactor";

/**
 * c [m, n] = a b + bias, of a [m, k] and b [k, n], each as it lies or transposed; bias [n], or place 0 for none. The strides
 * are the bytes from row to row as they lie, so that a part of the columns of a matrix is a factor or a product too.
 * scratch: matMulBytes(n, k).
 *
 * Both factors are first packed into strips, so that the innermost loop reads numbers side by side, however they lie.
 * Source: Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication.
 */
export const matMul = defineFunction(
  "matMul",
  {
    a: "i32",
    aStride: "i32",
    isATransposed: "i32",
    b: "i32",
    bStride: "i32",
    isBTransposed: "i32",
    c: "i32",
    cStride: "i32",
    bias: "i32",
    m: "i32",
    n: "i32",
    k: "i32",
    scratch: "i32",
  },
  ({ a, aStride, isATransposed, b, bStride, isBTransposed, c, cStride, bias, m, n, k, scratch }, locals) => {
    const [packedB, biases, biasBytes] = [locals.i32(), locals.i32(), locals.i32()];
    return [
      biasBytes.set(
        n
          .add(tileColumns - 1)
          .and(-tileColumns)
          .mul(4),
      ),
      biases.set(scratch.add(4 * tileRows * tileColumns).add(k.mul(4 * blockRows(tileRows)))),
      packedB.set(biases.add(biasBytes)),
      clear(biases, biasBytes),
      when(bias, [copy(biases, bias, n.mul(4))]),
      packFactor.call({ b, bStride, isBTransposed, n, k, to: packedB }),
      multiplyPacked.call({ a, aStride, isATransposed, b: packedB, c, cStride, bias: biases, m, n, k, scratch }),
    ];
  },
);

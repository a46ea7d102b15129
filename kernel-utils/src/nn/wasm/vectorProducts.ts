import { checkInteger } from "../../core";
import { VectorMemory } from "./VectorMemory";

/** From a vector to another, an array of its own. */
export type VectorMap = (x: Float32Array) => Float32Array;

/** Of weight [rows, columns] and bias [rows], x [columns] -> weight x + bias [rows]. */
export type VectorProducts = (weight: Float32Array, bias: Float32Array) => VectorMap;

/**
 * A function that makes products with matrices, for one vector at a time. The numbers are copied; they take memory of their
 * own, until none of the products is used any more. The functions throw a RangeError for sizes that don't fit.
 */
export function vectorProducts(): VectorProducts {
  const memory = new VectorMemory();
  return (weight, bias) => {
    const rows = bias.length;
    const columns = weight.length / rows;
    checkInteger("columns", columns, 1);
    const product = memory.product(weight, bias);
    const [inputAt, outputAt] = [memory.reserve(columns), memory.reserve(rows)];
    let input: Float32Array = new Float32Array();
    let output = input;
    return (x) => {
      if (x.length !== columns) throw new RangeError(`x must have ${columns} numbers, one a column, got ${x.length}`);
      if (input.length === 0) [input, output] = [memory.view(inputAt, columns), memory.view(outputAt, rows)];
      input.set(x);
      product.set(inputAt, outputAt);
      return output.slice();
    };
  };
}

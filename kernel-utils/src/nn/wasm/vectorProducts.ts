import { checkInteger } from "../../core";
import { assembleModule } from "./assembler";
import { multiplyVector, rowsAtOnce } from "./kernels/multiplyVector";

/** What we use of the global that Node has and @types/node 18 doesn't declare. */
declare const WebAssembly: {
  Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};

/** From a vector to another, an array of its own. */
export type VectorMap = (x: Float32Array) => Float32Array;

/** Of weight [rows, columns] and bias [rows], x [columns] -> weight x + bias [rows]. */
export type VectorProducts = (weight: Float32Array, bias: Float32Array) => VectorMap;

const pageBytes = 65_536;

let compiled: object | undefined;

/**
 * A function that makes products with matrices, for one vector at a time, where calls of a tensor library would take longer
 * than the sums. The numbers are copied; they take memory of their own, until none of the products is used any more.
 * The functions throw a RangeError for sizes that don't fit.
 */
export function vectorProducts(): VectorProducts {
  compiled ??= new WebAssembly.Module(assembleModule([multiplyVector]));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const multiply = (exports as { multiplyVector(...args: number[]): void }).multiplyVector;
  let end = 0;
  /** Room for so many numbers, zeros at first. @returns its place in bytes */
  const reserve = (size: number): number => {
    const place = end;
    end += 16 * Math.ceil(size / 4); // each begins at a multiple of 16 bytes
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return place;
  };
  return (weight, bias) => {
    const rows = bias.length;
    const columns = weight.length / rows;
    checkInteger("columns", columns, 1);
    const padded = rowsAtOnce * Math.ceil(rows / rowsAtOnce);
    const [matrixAt, biasAt, inputAt, outputAt] = [padded * columns, padded, columns, padded].map(reserve);
    const matrix = new Float32Array(memory.buffer, matrixAt, padded * columns);
    for (let row = 0, at = 0; row < rows; row++) {
      const first = (row - (row % rowsAtOnce)) * columns + (row % rowsAtOnce);
      for (let column = 0; column < columns; column++) matrix[first + column * rowsAtOnce] = weight[at++]!;
    }
    new Float32Array(memory.buffer, biasAt, rows).set(bias);
    let [input, output] = [new Float32Array(), new Float32Array()];
    return (x) => {
      if (x.length !== columns) throw new RangeError(`x must have ${columns} numbers, one a column, got ${x.length}`);
      // Memory that has grown since has another buffer.
      if (input.buffer !== memory.buffer) {
        input = new Float32Array(memory.buffer, inputAt, columns);
        output = new Float32Array(memory.buffer, outputAt, rows);
      }
      input.set(x);
      multiply(matrixAt!, biasAt!, inputAt!, inputAt! + 4 * columns, outputAt!, 4 * padded);
      return output.slice();
    };
  };
}

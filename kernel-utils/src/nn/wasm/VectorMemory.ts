import { assembleModule } from "./assembler";
import { compile } from "./compile";
import { instantiate } from "./instantiate";
import { attendOne } from "./kernels/attendOne";
import { gelu } from "./kernels/gelu";
import { layerNorm } from "./kernels/layerNorm";
import { addProduct, multiplyVector, rowsAtOnce } from "./kernels/multiplyVector";

/** What we use of the global that Node has and @types/node 18 doesn't declare. */
declare const WebAssembly: {
  Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
};

const functions = [multiplyVector, addProduct, layerNorm, gelu, attendOne];
type Kernels = Record<"multiplyVector" | "addProduct" | "layerNorm" | "gelu" | "attendOne", Kernel>;
type Kernel = (...args: number[]) => void;

const pageBytes = 65_536;
let compiled: object | undefined;

/** A matrix and a bias in memory, laid out for multiplyVector. */
export interface PlacedProduct {
  readonly rows: number;
  readonly columns: number;
  /** y = weight x + bias, where x and y are places; y has room for rows, filled up to a multiple of 32. */
  set(x: number, y: number): void;
  /** y = y + weight x + bias. */
  add(x: number, y: number): void;
}

/**
 * Memory for a model that works on one vector at a time, where calls of a tensor library would take longer than the sums, and
 * the kernels for it. Vectors are named by their place in bytes. What was reserved stays until nothing refers to this any more.
 */
export class VectorMemory {
  readonly kernels: Kernels;
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  #end = 0;

  constructor() {
    compiled ??= compile(assembleModule(functions));
    this.kernels = instantiate(compiled, this.#memory) as Kernels;
  }

  /** Room for so many numbers, filled up to a multiple of 32 and zeros at first. @returns its place */
  reserve(size: number): number {
    const place = this.#end;
    this.#end += 4 * rowsAtOnce * Math.ceil(size / rowsAtOnce);
    const missing = this.#end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes));
    return place;
  }

  /** The numbers at a place: a view, which is empty once more has been reserved. */
  view(place: number, size: number): Float32Array {
    return new Float32Array(this.#memory.buffer, place, size);
  }

  /** A copy of `values` in memory. @returns its place */
  store(values: Float32Array): number {
    const place = this.reserve(values.length);
    this.view(place, values.length).set(values);
    return place;
  }

  /** A copy of weight [rows, columns] and bias [rows] in memory. */
  product(weight: Float32Array, bias: Float32Array): PlacedProduct {
    const rows = bias.length;
    const columns = weight.length / rows;
    const padded = rowsAtOnce * Math.ceil(rows / rowsAtOnce);
    const place = this.reserve(padded * columns);
    const matrix = this.view(place, padded * columns);
    for (let row = 0, at = 0; row < rows; row++) {
      const first = (row - (row % rowsAtOnce)) * columns + (row % rowsAtOnce);
      for (let column = 0; column < columns; column++) matrix[first + column * rowsAtOnce] = weight[at++]!;
    }
    const biasAt = this.store(bias);
    const { multiplyVector: multiply, addProduct: add } = this.kernels;
    return {
      rows,
      columns,
      set: (x, y) => multiply(place, biasAt, x, x + 4 * columns, y, 4 * padded),
      add: (x, y) => add(place, biasAt, x, x + 4 * columns, y, 4 * padded),
    };
  }
}

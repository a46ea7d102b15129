import { defineFunction, type F32x8, type Local, storeF32 } from "../assembler";
import { eachEight } from "./eachEight";

/** sum [1] = the sum over all numbers of x, each added to the sum so far. */
const define = (name: string, added: (number: Local<F32x8>, sum: F32x8) => F32x8) =>
  defineFunction(name, { x: "i32", numBytes: "i32", sum: "i32" }, ({ x, numBytes, sum }, locals) => {
    const [sums, number] = [locals.f32x8(), locals.f32x8()];
    return [
      eachEight(locals, numBytes, ({ load, counted }) => [number.set(counted(load(x))), sums.set(added(number, sums))]),
      storeF32(sum, sums.sum()),
    ];
  });

export const sumOfNumbers = define("sumOfNumbers", (number, sum) => sum.add(number));
export const sumOfSquares = define("sumOfSquares", (number, sum) => number.mulAdd(number, sum));

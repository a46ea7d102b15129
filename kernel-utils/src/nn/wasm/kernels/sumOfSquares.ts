import { defineFunction, storeF32 } from "../assembler";
import { eachEight } from "./eachEight";

/** sum [1] = the sum of the squares of all numbers of x. */
export const sumOfSquares = defineFunction(
  "sumOfSquares",
  { x: "i32", numBytes: "i32", sum: "i32" },
  ({ x, numBytes, sum }, locals) => {
    const [squares, number] = [locals.f32x8(), locals.f32x8()];
    return [
      eachEight(locals, numBytes, ({ load, counted }) => [
        number.set(counted(load(x))),
        squares.set(number.mulAdd(number, squares)),
      ]),
      storeF32(sum, squares.sum()),
    ];
  },
);

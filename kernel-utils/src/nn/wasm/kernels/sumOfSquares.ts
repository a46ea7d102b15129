import { defineFunction, storeF32 } from "../assembler";
import { eachFour } from "./eachFour";

/** sum [1] = the sum of the squares of all numbers of x. */
export const sumOfSquares = defineFunction(
  "sumOfSquares",
  { x: "i32", numBytes: "i32", sum: "i32" },
  ({ x, numBytes, sum }, locals) => {
    const [squares, number] = [locals.f32x4(), locals.f32x4()];
    return [
      eachFour(locals.i32(), numBytes, ({ load, counted }) => [
        number.set(counted(load(x))),
        squares.set(number.mulAdd(number, squares)),
      ]),
      storeF32(sum, squares.sum()),
    ];
  },
);

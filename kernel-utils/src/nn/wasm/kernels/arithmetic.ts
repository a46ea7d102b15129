import { defineFunction, type F32x8 } from "../assembler";
import { eachEight } from "./eachEight";

/** z = x op y, number by number. */
const define = (name: string, op: (x: F32x8, y: F32x8) => F32x8) =>
  defineFunction(name, { x: "i32", y: "i32", z: "i32", numBytes: "i32" }, ({ x, y, z, numBytes }, locals) =>
    eachEight(locals, numBytes, ({ load, store }) => [store(z, op(load(x), load(y)))]),
  );

export const add = define("add", (x, y) => x.add(y));
export const subtract = define("subtract", (x, y) => x.sub(y));
export const multiply = define("multiply", (x, y) => x.mul(y));
export const squareGrad = define("squareGrad", (dy, x) => x.add(x).mul(dy));

/** y = x factor, number by number. */
export const scale = defineFunction(
  "scale",
  { x: "i32", y: "i32", numBytes: "i32", factor: "f32" },
  ({ x, y, numBytes, factor }, locals) =>
    eachEight(locals, numBytes, ({ load, store }) => [store(y, load(x).mul(factor))]),
);

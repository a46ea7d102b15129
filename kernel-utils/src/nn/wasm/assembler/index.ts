/**
 * An assembler for WebAssembly: functions written as TypeScript values, put together to the binary that runs.
 *
 * - Expressions have classes, I32, F32, F32x4 and I32x4, whose methods make larger ones: `x.mul(y).add(1)`. Where an
 *   expression is wanted a number will do. F32x4 is four floats, on which one instruction works side by side, F32x8 two of these.
 * - Variables come from `locals.f32x4()`: expressions that can be assigned, `sum.set(sum.add(x))`. A variable is cheap; an
 *   expression that is used twice is computed twice, so give it one.
 * - Memory is bytes: `loadF32x4(place, 16)` is four floats from 16 bytes after `place`, `storeF32x4(place, value)` puts them there.
 * - Statements are in lists: `repeatWhile`, `forRange`, `when`, stores, assignments, calls. TypeScript's own loops and functions
 *   run while the code is written: they unroll, and make variants.
 * - `defineFunction` shows a whole function; `assembleModule` gives the bytes.
 *
 * A kernel is a file of ../kernels, named in ../kernels/index.ts; `npm run build` puts them all into dist/nn/kernels.wasm, and with
 * other tiles for products into wideKernels.wasm: ../compile.ts says when which is used. How a kernel is called from here is said in
 * ../KernelExports.ts; `engineOf(backend)` has `kernels`, and `place`, `output` and `scratch` for what to call them with. ../register puts kernels in tfjs' place. kernels/matMul.ts can be called by other kernels: it reads factors
 * through strides, transposed or not; kernels/multiplyPacked.ts is for a right factor that comes again and again;
 * kernels/exponentials.ts has exp, sigmoid, tanh and erf of eight numbers.
 *
 * ../kernels/eachEight.ts is how most kernels go through numbers. V8 makes one vector of eight of two of four only if they are stored 16
 * bytes apart from where the same variable says, and are made in the same way of the same constants, or of what is loaded so.
 *
 * What V8 makes of it: sixteen vector registers, of which a loop should need at most fourteen; an innermost loop that is written
 * out several times (unrolled along its depth) loses a third of its speed, for its loads are moved up until registers run out.
 */
export { assembleModule } from "./assembleModule";
export { type Body, Statement } from "./Code";
export { forRange, repeatWhile, when } from "./control";
export { F32 } from "./F32";
export { F32x4 } from "./F32x4";
export { F32x8 } from "./F32x8";
export { I32 } from "./I32";
export { I32x4 } from "./I32x4";
export type { Local } from "./Local";
export {
  clear,
  copy,
  loadF32,
  loadF32x4,
  loadF32x8,
  loadI32,
  loadSplat,
  storeF32,
  storeF32x4,
  storeF32x8,
  storeI32,
} from "./memory";
export { defineFunction, type Locals, WasmFunction } from "./WasmFunction";

import { type Body, type Code, codeOf, Statement } from "./Code";
import { constantsFirst } from "./constantsFirst";
import type { F32 } from "./F32";
import { F32x4 } from "./F32x4";
import { F32x8, type Operand } from "./F32x8";
import type { I32 } from "./I32";
import type { I32x4 } from "./I32x4";
import { type ExpressionOf, type Kind, type Local, kinds, local } from "./Local";

/** What a function is called with: integers (sizes, and places in memory) and floats. */
type Parameters = Record<string, "i32" | "f32">;

/** New variables: `locals.f32x4()` is one, `locals.f32x4(8)` a list of eight. They are 0 at the function's start. */
export type Locals = {
  [K in Kind]: { (): Local<ExpressionOf[K]>; (count: number): Local<ExpressionOf[K]>[] };
} & { f32x8(): Local<F32x8> };

/** A function that a module exports by its name. It returns nothing: its results are what it writes to memory. */
export class WasmFunction<P extends Parameters = Parameters> {
  constructor(
    readonly name: string,
    readonly params: P,
    /** The kinds of the variables after the parameters. */
    readonly locals: readonly Kind[],
    readonly body: Code,
  ) {}

  /** A call from another function of the module, the arguments by name. */
  call(args: { [K in keyof P]: (P[K] extends "i32" ? I32 : F32) | number }): Statement {
    const codes = Object.entries(this.params).map(
      ([name, kind]) => kinds[kind].Expression.of(args[name] as never).code,
    );
    return new Statement([codes, 0x10, this as unknown as WasmFunction]);
  }
}

/**
 * Define a function. Its body is a list of statements that TypeScript makes: so a loop of TypeScript unrolls, and a function
 * of TypeScript that gives statements is put in where it is called.
 *
 *     // x[i] *= factor, for `size` numbers from `x` on; size a multiple of 4
 *     const scale = defineFunction("scale", { x: "i32", size: "i32", factor: "f32" }, ({ x, size, factor }, locals) => {
 *       const end = locals.i32();
 *       const factors = locals.f32x4();
 *       return [
 *         end.set(x.add(size.shl(2))),
 *         factors.set(factor),
 *         repeatWhile(x.lt(end), [storeF32x4(x, loadF32x4(x).mul(factors)), x.set(x.add(16))]),
 *       ];
 *     });
 *     const binary = assembleModule([scale]);
 *     scale.call({ x: place, size: 64, factor: 0.5 }); // the statement that calls it, in another function
 */
export function defineFunction<const P extends Parameters>(
  name: string,
  params: P,
  define: (params: { [K in keyof P]: Local<ExpressionOf[P[K]]> }, locals: Locals) => Body,
): WasmFunction<P> {
  const names = Object.keys(params);
  const added: Kind[] = [];
  const declare = (kind: Kind) => local(kind, names.length + added.push(kind) - 1);
  const f32x4 = () => declare("f32x4") as Local<F32x4>;
  const ofKinds = Object.fromEntries(
    (Object.keys(kinds) as Kind[]).map((kind) => [
      kind,
      (count?: number) => (count === undefined ? declare(kind) : Array.from({ length: count }, () => declare(kind))),
    ]),
  );
  const locals = { ...ofKinds, f32x8: () => localPair(f32x4(), f32x4()) } as unknown as Locals;
  const given: unknown = Object.fromEntries(names.map((key, i) => [key, local(params[key]!, i)]));
  const body = define(given as { [K in keyof P]: Local<ExpressionOf[P[K]]> }, locals);
  return new WasmFunction(
    name,
    params,
    added,
    constantsFirst(codeOf(body), declare as (kind: Kind) => Local<F32x4 | I32x4>),
  );
}

/** A variable for eight numbers. */
const localPair = (low: Local<F32x4>, high: Local<F32x4>): Local<F32x8> =>
  Object.assign(new F32x8(low, high), {
    set(value: Operand) {
      if (!(value instanceof F32x8)) return new Statement([low.set(value).code, high.set(low).code]);
      // Both are computed before either changes: the upper one lies on top of the stack.
      const top = new F32x4([]);
      return new Statement([value.low.code, value.high.code, high.set(top).code, low.set(top).code]);
    },
  });

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assembleModule,
  type Body,
  clear,
  copy,
  defineFunction,
  F32,
  F32x4,
  F32x8,
  forRange,
  I32,
  type I32x4,
  loadF32,
  loadF32x4,
  loadF32x8,
  loadI32,
  type Local,
  loadSplat,
  repeatWhile,
  storeF32,
  storeF32x4,
  storeF32x8,
  storeI32,
  when,
} from "../../../kernel-utils/src/nn/wasm/assembler";
import { signedLeb, unsignedLeb } from "../../../kernel-utils/src/nn/wasm/assembler/leb128";
import { instantiate, run } from "./run";

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Multiples of 1/64: none so small that its square is none. */
const float32 = fc.integer({ min: -64_000, max: 64_000 }).map((n) => n / 64);
const pick = <T>(values: readonly T[], lanes: readonly number[]) => lanes.map((lane) => values[lane]!);

describe("LEB128", () => {
  it("agrees with the specification's examples", () => {
    // WebAssembly Core Specification 2.0, section 5.2.2, and DWARF 4, figures 22 and 24.
    expect(unsignedLeb(3)).toEqual([0x03]);
    expect(unsignedLeb(128)).toEqual([0x80, 0x01]);
    expect(unsignedLeb(12857)).toEqual([0xb9, 0x64]);
    expect(signedLeb(-2)).toEqual([0x7e]);
    expect(signedLeb(127)).toEqual([0xff, 0x00]);
    expect(signedLeb(-128)).toEqual([0x80, 0x7f]);
  });

  it("is read back by the engine", () => {
    const law = fc.property(int32, (value) => {
      const main = defineFunction("main", {}, () => [storeI32(I32.of(0), value)]);
      const { memory, functions } = instantiate(assembleModule([main]));
      functions.main!();
      expect(new Int32Array(memory.buffer)[0]).toBe(value);
    });
    fc.assert(law, { numRuns: 50 });
  });
});

describe("expressions", () => {
  const integerOps: Record<string, [(a: I32, b: I32) => I32, (a: number, b: number) => number]> = {
    add: [(a, b) => a.add(b), (a, b) => (a + b) | 0],
    sub: [(a, b) => a.sub(b), (a, b) => (a - b) | 0],
    mul: [(a, b) => a.mul(b), (a, b) => Math.imul(a, b)],
    // Neither by 0 nor -2^31 by -1, for which WebAssembly has no result.
    div: [(a, b) => a.or(1).div(b.or(1)), (a, b) => ((a | 1) / (b | 1)) | 0],
    and: [(a, b) => a.and(b), (a, b) => a & b],
    or: [(a, b) => a.or(b), (a, b) => a | b],
    shl: [(a, b) => a.shl(b), (a, b) => a << b],
    eq: [(a, b) => a.eq(b), (a, b) => Number(a === b)],
    ne: [(a, b) => a.ne(b), (a, b) => Number(a !== b)],
    lt: [(a, b) => a.lt(b), (a, b) => Number(a < b)],
    gt: [(a, b) => a.gt(b), (a, b) => Number(a > b)],
    le: [(a, b) => a.le(b), (a, b) => Number(a <= b)],
    ge: [(a, b) => a.ge(b), (a, b) => Number(a >= b)],
    min: [(a, b) => a.min(b), Math.min],
    when: [(a, b) => a.when(b, 7), (a, b) => (b === 0 ? 7 : a)],
  };

  it.each(Object.entries(integerOps))("of integers: %s", (_, [op, expected]) => {
    const main = defineFunction("main", { a: "i32", b: "i32" }, ({ a, b }) => [storeI32(I32.of(0), op(a, b))]);
    const { memory, functions } = instantiate(assembleModule([main]));
    const law = fc.property(int32, fc.oneof(int32, fc.integer({ min: -1, max: 1 })), (a, b) => {
      functions.main!(a, b);
      expect(new Int32Array(memory.buffer)[0]).toBe(expected(a, b));
    });
    fc.assert(law, { examples: [[5, 5]] });
  });

  const floatOps: Record<
    string,
    [(a: F32, b: F32) => F32, (a: F32x4, b: F32x4) => F32x4, (a: number, b: number) => number]
  > = {
    add: [(a, b) => a.add(b), (a, b) => a.add(b), (a, b) => a + b],
    sub: [(a, b) => a.sub(b), (a, b) => a.sub(b), (a, b) => a - b],
    mul: [(a, b) => a.mul(b), (a, b) => a.mul(b), (a, b) => a * b],
    div: [(a, b) => a.div(b), (a, b) => a.div(b), (a, b) => a / b],
    min: [(a, b) => a.min(b), (a, b) => a.min(b), Math.min],
    max: [(a, b) => a.max(b), (a, b) => a.max(b), Math.max],
    "sqrt, abs": [(a) => a.mul(a).sqrt(), (a) => a.abs(), (a) => Math.abs(a)],
    neg: [(a) => F32.of(0).sub(a), (a) => a.neg(), (a) => -a],
    "when less": [(a, b) => a.when(a.lt(b), 3), (a, b) => a.when(a.lt(b), 3), (a, b) => (a < b ? a : 3)],
    "when greater": [(a, b) => a.when(a.gt(b), b), (a, b) => a.when(a.gt(b), b), (a, b) => (a > b ? a : b)],
    "when equal": [(a, b) => b.when(a.eq(b).and(a.ne(b).eq(0)), a), (a) => a, (a) => a],
  };

  it.each(Object.entries(floatOps))("of floats, and of four: %s", (_, [single, four, expected]) => {
    const both = defineFunction("both", { a: "i32", b: "i32", to: "i32" }, ({ a, b, to }) => [
      storeF32x4(to, four(loadF32x4(a), loadF32x4(b))),
      storeF32(to, single(loadF32(a), loadF32(b)), 16),
    ]);
    const { memory, functions } = instantiate(assembleModule([both]));
    const numbers = new Float32Array(memory.buffer);
    const vector = fc.array(float32, { minLength: 4, maxLength: 4 });
    const law = fc.property(vector, vector, (a, b) => {
      numbers.set([...a, ...b]);
      functions.both!(0, 16, 32);
      const wanted = a.map((x, i) => Math.fround(expected(x, b[i]!)));
      // + 0 makes 0 of -0, and is all that the two may differ in.
      expect(Array.from(numbers.slice(8, 13), (x) => x + 0)).toEqual([...wanted, wanted[0]!].map((x) => x + 0));
    });
    fc.assert(law);
  });

  it("of four: mulAdd rounds once, or twice where the processor has no instruction for it", () => {
    const law = fc.property(fc.float({ noNaN: true, min: -99, max: 99 }), float32, float32, (a, b, c) => {
      const [sum] = run([a, b, c], ({ from, to }) => [
        storeF32(to, loadSplat(from).mulAdd(loadSplat(from, 4), loadSplat(from, 8)).lane(0)),
      ]);
      const once = Math.fround(a * b + c); // doubles hold the product of two floats
      const twice = Math.fround(Math.fround(a * b) + c);
      expect([once, twice].map((each) => each + 0)).toContain(sum! + 0);
    });
    fc.assert(law);
  });

  const eightOps: Record<string, (a: F32x8 | F32x4, b: F32x8 | F32x4) => F32x8 | F32x4> = {
    "add, sub": (a, b) => (a as F32x8).add(b).sub(3),
    "mul, div": (a, b) => (a as F32x8).mul(b).div(8),
    "min, max": (a, b) => (a as F32x8).min(b).max(-9),
    "abs, neg, sqrt": (a) => (a as F32x8).neg().abs().sqrt(),
    mulAdd: (a, b) => (a as F32x8).mulAdd(b, 2).mulAdd(0.5, a),
    "when less": (a, b) => (a instanceof F32x8 ? a.when(a.lt(b), 3) : a.when(a.lt(b as F32x4), 3)),
    bits: (a) =>
      a instanceof F32x8
        ? a.withBits((bits) => bits.and(-(2 ** 20)).add(1))
        : F32x4.fromBits(
            a
              .bits()
              .and(-(2 ** 20))
              .add(1),
          ),
  };

  it.each(Object.entries(eightOps))("of eight are those of four, twice: %s", (_, op) => {
    const both = defineFunction("both", { a: "i32", b: "i32", to: "i32" }, ({ a, b, to }) => [
      storeF32x8(to, op(loadF32x8(a), loadF32x8(b))),
      [0, 16].map((offset) => storeF32x4(to, op(loadF32x4(a, offset), loadF32x4(b, offset)) as F32x4, 32 + offset)),
    ]);
    const { memory, functions } = instantiate(assembleModule([both]));
    const numbers = new Float32Array(memory.buffer);
    const vector = fc.array(float32, { minLength: 16, maxLength: 16 });
    const law = fc.property(vector, (values) => {
      numbers.set(values);
      functions.both!(0, 32, 64);
      expect(numbers.slice(16, 24)).toEqual(numbers.slice(24, 32));
    });
    fc.assert(law);
  });

  it("of eight: variables change as a whole, and give sums and the largest", () => {
    const eight = [1, 2, 3, 4, 50, 6, 7, 8];
    const through = (define: (x: Local<F32x8>) => Body) =>
      run(eight, ({ from, to }, locals) => {
        const x = locals.f32x8();
        return [x.set(loadF32x8(from)), define(x), storeF32x8(to, x)];
      });
    expect(through((x) => [x.set(x.sum())])).toEqual(eight.map(() => 81));
    expect(through((x) => [x.set(x.largest())])).toEqual(eight.map(() => 50));
    expect(through((x) => [x.set(x.sub(x.sum()))])).toEqual(eight.map((each) => each - 81));
    expect(through((x) => [x.set(x.low)])).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
    expect(through((x) => [x.set(7), x.set(x.mulAdd(x, 1))])).toEqual(eight.map(() => 50));
  });

  it("that are constants are made once, at the function's start", () => {
    const scaled = defineFunction("scaled", { to: "i32", end: "i32" }, ({ to, end }) => [
      repeatWhile(to.lt(end), [storeF32x4(to, loadF32x4(to).mul(3).add(0.5).mul(3)), to.set(to.add(16))]),
    ]);
    expect(scaled.locals).toEqual(["f32x4", "f32x4"]);
    const { memory, functions } = instantiate(assembleModule([scaled]));
    functions.scaled!(0, 32);
    expect([...new Float32Array(memory.buffer, 0, 9)]).toEqual([...Array<number>(8).fill(1.5), 0]);
  });

  it("of NaN: min and max give it where the first is NaN", () => {
    const nan = (op: (a: F32x4) => F32x4) =>
      run([NaN, 1, 2, 3], ({ from, to }) => [storeF32x4(to, op(loadF32x4(from)))])[0];
    expect([nan((a) => a.max(0)), nan((a) => a.min(0)), nan((a) => F32x4.of(0).max(a))]).toEqual([NaN, NaN, 0]);
  });

  it("that move lanes, and read bits", () => {
    const four = [1.5, -2.5, 3.25, 1e6];
    const through = (op: (x: F32x4) => F32x4) => run(four, ({ from, to }) => [storeF32x4(to, op(loadF32x4(from)))]);
    expect(through((x) => x.shuffle(F32x4.of(9), [3, 7, 0, 1]))).toEqual(pick([...four, 9, 9, 9, 9], [3, 7, 0, 1]));
    expect(through((x) => F32x4.of(x.lane(2)))).toEqual([3.25, 3.25, 3.25, 3.25]);
    expect(through((x) => x.sqrt())).toEqual(four.map((each) => Math.fround(Math.sqrt(each))));
    const bits = (op: (x: I32x4) => I32x4) => through((x) => F32x4.fromBits(op(x.bits())));
    const expected = (op: (bits: number) => number) => {
      const floats = Float32Array.from(four);
      const integers = new Int32Array(floats.buffer);
      integers.set(integers.map(op));
      return [...floats];
    };
    expect(bits((x) => x.add(1).shl(1))).toEqual(expected((x) => (x + 1) << 1));
    expect(bits((x) => x.and(-(2 ** 20)))).toEqual(expected((x) => x & -(2 ** 20)));
    expect(run([7], ({ to, size }) => [storeF32(to, F32.from(size.sub(3)))])).toEqual([-2]);
  });
});

describe("statements", () => {
  it("repeat, choose, copy and clear", () => {
    const numbers = [1, 2, 3, 4, 5];
    const body = (define: Parameters<typeof run>[1]) => run(numbers, define);
    expect(body(({ from, to, size }) => [copy(to, from, size.shl(2)), clear(to, 8)])).toEqual([0, 0, 3, 4, 5]);
    const oddsDoubled = body(({ from, to, size }, locals) => {
      const i = locals.i32();
      const place: Body = [from.set(from.add(4)), to.set(to.add(4))];
      return forRange(i, { to: size }, [
        when(i.and(1), [storeF32(to, loadF32(from).mul(2))], [storeF32(to, loadF32(from))]),
        place,
      ]);
    });
    expect(oddsDoubled).toEqual([1, 4, 3, 8, 5]);
    expect(body(({ to }, locals) => forRange(locals.i32(), { from: 3, to: 3 }, [storeF32(to, 1)]))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    const steps = body(({ to }, locals) => {
      const i = locals.i32();
      return forRange(i, { from: 1, to: 18, step: 8 }, [
        storeI32(to, loadI32(to).add(i)),
        storeF32x4(to, loadSplat(to), 4),
      ]);
    });
    expect([...new Int32Array(Float32Array.from(steps).buffer)]).toEqual([27, 27, 27, 27, 27]);
  });

  it("call each other, arguments by name", () => {
    const power = defineFunction("power", { x: "f32", n: "i32", to: "i32" }, ({ x, n, to }, locals) => {
      const y = locals.f32();
      return [y.set(1), repeatWhile(n.gt(0), [y.set(y.mul(x)), n.set(n.sub(1))]), storeF32(to, y)];
    });
    const main = defineFunction("main", {}, () => [power.call({ to: 8, n: 10, x: 2 })]);
    const { memory, functions } = instantiate(assembleModule([main, power]));
    functions.main!();
    expect(new Float32Array(memory.buffer)[2]).toBe(1024);
  });

  it("refuse a name that comes twice, and a call of a stranger", () => {
    const stranger = defineFunction("stranger", {}, () => []);
    const caller = defineFunction("caller", {}, () => [stranger.call({})]);
    expect(() => assembleModule([stranger, stranger])).toThrow(
      new RangeError("functions must have names of their own, got stranger twice; rename one"),
    );
    expect(() => assembleModule([caller])).toThrow(
      new RangeError("caller must call functions of its module, got stranger; put it into the list"),
    );
  });
});

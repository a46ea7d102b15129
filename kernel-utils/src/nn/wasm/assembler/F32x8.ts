import type { F32 } from "./F32";
import { F32x4 } from "./F32x4";
import type { I32x4 } from "./I32x4";

/** Numbers lane by lane, or one or four of them for all. */
export type Operand = F32x8 | F32x4 | F32 | number;

/** What is true in each lane. */
interface Mask {
  low: I32x4;
  high: I32x4;
}

/**
 * An expression whose value is eight 32-bit floats: two vectors of four, on each of which every instruction is given. Neither waits for
 * the other, so they take less than twice the time of one; and where the processor has vectors of eight, V8 may make one instruction
 * of two.
 */
export class F32x8 {
  constructor(
    readonly low: F32x4,
    readonly high: F32x4,
  ) {}

  /** The same number eight times, or the same four twice. */
  static of(value: Operand): F32x8 {
    if (value instanceof F32x8) return value;
    const half = F32x4.of(value);
    return new F32x8(half, half);
  }

  #each(op: (half: F32x4) => F32x4): F32x8 {
    return new F32x8(op(this.low), op(this.high));
  }

  #with(other: Operand, op: (half: F32x4, other: F32x4) => F32x4): F32x8 {
    const { low, high } = F32x8.of(other);
    return new F32x8(op(this.low, low), op(this.high, high));
  }

  // All as F32x4 has them.
  add = (other: Operand) => this.#with(other, (half, by) => half.add(by));
  sub = (other: Operand) => this.#with(other, (half, by) => half.sub(by));
  mul = (other: Operand) => this.#with(other, (half, by) => half.mul(by));
  div = (other: Operand) => this.#with(other, (half, by) => half.div(by));
  min = (other: Operand) => this.#with(other, (half, by) => half.min(by));
  max = (other: Operand) => this.#with(other, (half, by) => half.max(by));
  sqrt = () => this.#each((half) => half.sqrt());
  abs = () => this.#each((half) => half.abs());
  neg = () => this.#each((half) => half.neg());

  mulAdd(factor: Operand, summand: Operand): F32x8 {
    const { low, high } = F32x8.of(summand);
    const { low: lowFactor, high: highFactor } = F32x8.of(factor);
    return new F32x8(this.low.mulAdd(lowFactor, low), this.high.mulAdd(highFactor, high));
  }

  lt(other: Operand): Mask {
    const { low, high } = F32x8.of(other);
    return { low: this.low.lt(low), high: this.high.lt(high) };
  }

  when(mask: Mask, other: Operand): F32x8 {
    const { low, high } = F32x8.of(other);
    return new F32x8(this.low.when(mask.low, low), this.high.when(mask.high, high));
  }

  /** The numbers whose bits are made of the bits of these. */
  withBits(op: (bits: I32x4) => I32x4): F32x8 {
    return this.#each((half) => F32x4.fromBits(op(half.bits())));
  }

  /** The eight together; they are written four times: give them a variable. */
  sum = (): F32 => this.low.add(this.high).sum();
  /** The largest of the eight, in the same way. */
  largest = (): F32 => this.low.max(this.high).largest();
}

import { type Code, Constant } from "./Code";
import { F32 } from "./F32";
import { I32x4 } from "./I32x4";
import { unsignedLeb } from "./leb128";

/** Which numbers a shuffle takes, as bytes of both vectors' 32: number i lies in bytes 4i to 4i + 3. */
const bytesOf = (lanes: readonly number[]) => lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));

/** An expression whose value is four 32-bit floats, on which one instruction works side by side (SIMD). */
export class F32x4 {
  constructor(readonly code: Code) {}

  /** The same number four times. */
  static of(value: F32x4 | F32 | number): F32x4 {
    if (value instanceof F32x4) return value;
    const code = [F32.of(value).code, 0xfd, 0x13];
    return new F32x4(typeof value === "number" ? [new Constant("f32x4", code)] : code);
  }

  #with(opcode: number, other: F32x4 | F32 | number): F32x4 {
    return new F32x4([this.code, F32x4.of(other).code, 0xfd, unsignedLeb(opcode)]);
  }

  #compare(opcode: number, other: F32x4 | F32 | number): I32x4 {
    return new I32x4([this.code, F32x4.of(other).code, 0xfd, unsignedLeb(opcode)]);
  }

  add = (other: F32x4 | F32 | number) => this.#with(0xe4, other);
  sub = (other: F32x4 | F32 | number) => this.#with(0xe5, other);
  mul = (other: F32x4 | F32 | number) => this.#with(0xe6, other);
  div = (other: F32x4 | F32 | number) => this.#with(0xe7, other);
  /**
   * this * factor + summand, in one instruction that rounds once (relaxed SIMD's madd): x86-64 has it since 2013, ARM always. V8 takes
   * two on processors without.
   */
  mulAdd(factor: F32x4 | F32 | number, summand: F32x4 | F32 | number): F32x4 {
    return new F32x4([this.code, F32x4.of(factor).code, F32x4.of(summand).code, 0xfd, unsignedLeb(0x105)]);
  }

  /** The smaller: `other` where it is smaller, else this; so NaN where this is NaN. One instruction, as the next. */
  min = (other: F32x4 | F32 | number) => this.#with(0xea, other);
  max = (other: F32x4 | F32 | number) => this.#with(0xeb, other);
  sqrt = () => new F32x4([this.code, 0xfd, unsignedLeb(0xe3)]);
  abs = () => new F32x4([this.code, 0xfd, unsignedLeb(0xe0)]);
  neg = () => new F32x4([this.code, 0xfd, unsignedLeb(0xe1)]);
  /** All bits 1 where true, 0 where false: a mask for `when`. */
  lt = (other: F32x4 | F32 | number) => this.#compare(0x43, other);
  gt = (other: F32x4 | F32 | number) => this.#compare(0x44, other);

  /** This where the mask's bits are 1, else `other`. */
  when(mask: I32x4, other: F32x4 | F32 | number): F32x4 {
    return new F32x4([this.code, F32x4.of(other).code, mask.code, 0xfd, 0x52]);
  }

  /** Number i, in 0 to 3. */
  lane(i: number): F32 {
    return new F32([this.code, 0xfd, 0x1f, i]);
  }

  /** The four together, written four times: give it a variable. */
  sum(): F32 {
    return this.lane(0)
      .add(this.lane(1))
      .add(this.lane(2).add(this.lane(3)));
  }

  /** The largest of the four, in the same way. */
  largest(): F32 {
    return this.lane(0)
      .max(this.lane(1))
      .max(this.lane(2).max(this.lane(3)));
  }

  /** Four of the eight numbers of this (0 to 3) and `other` (4 to 7). */
  shuffle(other: F32x4, lanes: readonly [number, number, number, number]): F32x4 {
    return new F32x4([this.code, other.code, 0xfd, 0x0d, bytesOf(lanes)]);
  }

  /** The bits of these numbers, read as integers: it takes no instruction, as the next. */
  bits(): I32x4 {
    return new I32x4(this.code);
  }

  /** The numbers that these bits are, read as floats. */
  static fromBits(bits: I32x4): F32x4 {
    return new F32x4(bits.code);
  }
}

import { type Code, Constant } from "./Code";
import { I32 } from "./I32";
import { unsignedLeb } from "./leb128";

/** An expression whose value is four 32-bit integers: bits of floats, or a mask. */
export class I32x4 {
  constructor(readonly code: Code) {}

  /** The same integer four times. */
  static of(value: I32x4 | I32 | number): I32x4 {
    if (value instanceof I32x4) return value;
    const code = [I32.of(value).code, 0xfd, 0x11];
    return new I32x4(typeof value === "number" ? [new Constant("i32x4", code)] : code);
  }

  /** Four integers. */
  static constant(values: readonly [number, number, number, number]): I32x4 {
    return new I32x4([0xfd, 0x0c, [...new Uint8Array(Int32Array.from(values).buffer)]]);
  }

  #with(opcode: number, other: I32x4 | I32 | number): I32x4 {
    return new I32x4([this.code, I32x4.of(other).code, 0xfd, unsignedLeb(opcode)]);
  }

  add = (other: I32x4 | I32 | number) => this.#with(0xae, other);
  and = (other: I32x4 | I32 | number) => this.#with(0x4e, other);

  /** Times 2^bits. */
  shl(bits: number): I32x4 {
    return new I32x4([this.code, I32.of(bits).code, 0xfd, unsignedLeb(0xab)]);
  }
}

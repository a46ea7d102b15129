import type { Code } from "./Code";
import { signedLeb } from "./leb128";

/** An expression whose value is a 32-bit integer: a count, a place in memory in bytes, or 1 and 0 for true and false. */
export class I32 {
  constructor(readonly code: Code) {}

  static of(value: I32 | number): I32 {
    return typeof value === "number" ? new I32([0x41, signedLeb(value)]) : value;
  }

  #with(opcode: number, other: I32 | number): I32 {
    return new I32([this.code, I32.of(other).code, opcode]);
  }

  add = (other: I32 | number) => this.#with(0x6a, other);
  sub = (other: I32 | number) => this.#with(0x6b, other);
  mul = (other: I32 | number) => this.#with(0x6c, other);
  /** Rounded towards 0. */
  div = (other: I32 | number) => this.#with(0x6d, other);
  and = (other: I32 | number) => this.#with(0x71, other);
  or = (other: I32 | number) => this.#with(0x72, other);
  /** Times 2^other. */
  shl = (other: I32 | number) => this.#with(0x74, other);
  eq = (other: I32 | number) => this.#with(0x46, other);
  ne = (other: I32 | number) => this.#with(0x47, other);
  lt = (other: I32 | number) => this.#with(0x48, other);
  gt = (other: I32 | number) => this.#with(0x4a, other);
  le = (other: I32 | number) => this.#with(0x4c, other);
  ge = (other: I32 | number) => this.#with(0x4e, other);

  /** This where `condition` isn't 0, else `other`. */
  when(condition: I32, other: I32 | number): I32 {
    return new I32([this.code, I32.of(other).code, condition.code, 0x1b]);
  }

  /** The smaller of the two; written twice, so that neither should be long to compute. */
  min(other: I32 | number): I32 {
    return this.when(this.lt(other), other);
  }
}

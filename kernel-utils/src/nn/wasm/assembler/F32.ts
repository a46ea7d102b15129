import type { Code } from "./Code";
import { I32 } from "./I32";

/** The four bytes of a 32-bit float, as they lie in memory. */
const bytesOf = (value: number) => [...new Uint8Array(Float32Array.of(value).buffer)];

/** An expression whose value is a 32-bit float. */
export class F32 {
  constructor(readonly code: Code) {}

  static of(value: F32 | number): F32 {
    return typeof value === "number" ? new F32([0x43, bytesOf(value)]) : value;
  }

  /** The float nearest to an integer. */
  static from(value: I32): F32 {
    return new F32([value.code, 0xb2]);
  }

  #with(opcode: number, other: F32 | number): F32 {
    return new F32([this.code, F32.of(other).code, opcode]);
  }

  #compare(opcode: number, other: F32 | number): I32 {
    return new I32([this.code, F32.of(other).code, opcode]);
  }

  add = (other: F32 | number) => this.#with(0x92, other);
  sub = (other: F32 | number) => this.#with(0x93, other);
  mul = (other: F32 | number) => this.#with(0x94, other);
  div = (other: F32 | number) => this.#with(0x95, other);
  /** NaN where one is NaN. */
  min = (other: F32 | number) => this.#with(0x96, other);
  max = (other: F32 | number) => this.#with(0x97, other);
  sqrt = () => new F32([this.code, 0x91]);
  eq = (other: F32 | number) => this.#compare(0x5b, other);
  ne = (other: F32 | number) => this.#compare(0x5c, other);
  lt = (other: F32 | number) => this.#compare(0x5d, other);
  gt = (other: F32 | number) => this.#compare(0x5e, other);

  /** This where `condition` isn't 0, else `other`. */
  when(condition: I32, other: F32 | number): F32 {
    return new F32([this.code, F32.of(other).code, condition.code, 0x1b]);
  }
}

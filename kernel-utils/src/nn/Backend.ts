import { inspect } from "node:util";

/** "native": TensorFlow's C library; "wasm": WebAssembly with SIMD; "cpu": plain JavaScript, the slowest. */
export type BackendName = "native" | "wasm" | "cpu";

/** What computes the tensors, and why it is this one. */
export class Backend {
  constructor(
    readonly name: BackendName,
    readonly reason: string,
  ) {}

  /** One line to print. */
  toString(): string {
    return `${this.name} (${this.reason})`;
  }

  /** A cell that ends in `await ready()` prints the line too. */
  [inspect.custom](): string {
    return this.toString();
  }
}

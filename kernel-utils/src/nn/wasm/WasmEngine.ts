import { readFileSync } from "node:fs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { tf } from "../tf";
import { Crew } from "./crew/Crew";
import type { Job } from "./crew/JobPage";
import { compile, kernelsFile } from "./compile";
import { instantiate } from "./instantiate";
import type { KernelExports } from "./KernelExports";

/** What the backend's own module exports: the memory of the tensors, and who gives it out. */
interface BackendExports {
  memory: { readonly buffer: SharedArrayBuffer };
  malloc(numBytes: number): number;
  free(place: number): void;
}

/** Our own kernels, working on the memory in which tfjs' WebAssembly backend keeps its tensors. */
export class WasmEngine {
  readonly kernels: KernelExports;
  readonly #backend: BackendWasm;
  readonly #allocator: BackendExports;
  readonly #crew: Crew;
  #scratch = { place: 0, numBytes: 0 };

  constructor(backend: BackendWasm) {
    this.#backend = backend;
    this.#allocator = (backend.wasm as unknown as { asm: BackendExports }).asm;
    const { memory } = this.#allocator;
    const binary = compile(readFileSync(kernelsFile));
    this.kernels = instantiate(binary, memory) as unknown as KernelExports;
    this.#crew = new Crew(binary, memory);
  }

  /** Where in memory the numbers of a tensor are. */
  place(x: tf.TensorInfo): number {
    return this.#backend.getMemoryOffset(x.dataId);
  }

  /** A tensor for a kernel to write to: its numbers are any. */
  output(shape: number[]): tf.TensorInfo {
    this.#crew.settle(); // what an interrupt has left would go on writing to memory that is free now
    return this.#backend.makeOutput(shape, "float32");
  }

  /** Another tensor of the same numbers, maybe of another shape. */
  same(x: tf.TensorInfo, shape = x.shape): tf.TensorInfo {
    this.#backend.incRef(x.dataId);
    return { dataId: x.dataId, shape, dtype: x.dtype };
  }

  /** Free a tensor, such as one between two kernels that nobody has been given. */
  free(x: tf.TensorInfo): void {
    this.#backend.disposeData(x.dataId);
  }

  /** How many bytes the numbers of a tensor take. */
  numBytes(x: tf.TensorInfo): number {
    return 4 * sizeOf(x.shape);
  }

  /** A tensor [..., size] as rows: how many, and their size. */
  rowsOf({ shape }: tf.TensorInfo): [rows: number, size: number] {
    return [sizeOf(shape.slice(0, -1)), shape.at(-1)!];
  }

  /** The numbers from a place on: a view, to be used before a tensor is made, for which the memory may grow. */
  float32(place: number, size: number): Float32Array {
    return new Float32Array(this.#allocator.memory.buffer, place, size);
  }

  /** The integers of a tensor: a view, as above. */
  int32(x: tf.TensorInfo): Int32Array {
    return new Int32Array(this.#allocator.memory.buffer, this.place(x), sizeOf(x.shape));
  }

  /** Call a kernel several times over, by two threads where there are processors for them. */
  share(job: Job & { kernel: keyof KernelExports }): void {
    this.#crew.run(job);
  }

  /** Memory for what a kernel needs only while it runs; the next kernel gets the same. */
  scratch(numBytes: number): number {
    if (numBytes > this.#scratch.numBytes) {
      if (this.#scratch.numBytes > 0) this.#allocator.free(this.#scratch.place);
      this.#scratch = { place: this.#allocator.malloc(numBytes) >>> 0, numBytes };
    }
    return this.#scratch.place;
  }
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

const engines = new WeakMap<object, WasmEngine>();

/** The engine of a backend, which is made when it is first asked for. */
export function engineOf(backend: unknown): WasmEngine {
  const owner = backend as BackendWasm;
  const engine = engines.get(owner) ?? new WasmEngine(owner);
  engines.set(owner, engine);
  return engine;
}

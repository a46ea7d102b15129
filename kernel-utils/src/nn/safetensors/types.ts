/** A tensor as plain numbers: what a file holds, outside of any backend. */
export interface TensorData {
  /** [] for a single number. */
  readonly shape: readonly number[];
  /** In row order; as many as the shape says. */
  readonly values: Float32Array | Int32Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order of the file. */
  readonly tensors: Readonly<Record<string, TensorData>>;
  /** Texts that go along, by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

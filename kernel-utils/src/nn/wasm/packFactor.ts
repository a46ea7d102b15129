import { wholeTiles } from "./productMemory";
import type { WasmEngine } from "./WasmEngine";

/** A right factor [k, n], as it lies or transposed, and where it is to be packed. */
export interface RightFactor {
  place: number;
  /** Bytes from row to row as it lies. */
  stride: number;
  isTransposed: boolean;
  n: number;
  k: number;
  /** The place of packedBytes(n, k). */
  to: number;
}

/** Calls for one factor: more than threads, since one may come late. */
const numParts = 4;
/** Numbers from which on a second thread is worth waking: some 10 microseconds' work. */
const worthSharing = 2 ** 14;

/** Pack a right factor; a large one by two threads, some columns in each call. */
export function packFactor(engine: WasmEngine, { place, stride, isTransposed, n, k, to }: RightFactor): void {
  if (n * k < worthSharing) {
    engine.kernels.packFactor(place, stride, Number(isTransposed), n, k, to);
    return;
  }
  const columns = wholeTiles(Math.ceil(n / numParts));
  engine.share({
    kernel: "packSome",
    count: Math.ceil(n / columns),
    first: [columns, place, stride, Number(isTransposed), n, k, to],
    step: [0, columns * (isTransposed ? stride : 4), 0, 0, -columns, 0, 4 * columns * k],
    scratchBytes: 0,
  });
}

/** Put a bias [n], or zeros where its place is 0, and zeros up to a whole number of tiles. */
export function putBias(engine: WasmEngine, { bias, n, to }: { bias: number; n: number; to: number }): void {
  engine.float32(to, wholeTiles(n)).fill(0);
  if (bias !== 0) engine.float32(to, n).set(engine.float32(bias, n));
}

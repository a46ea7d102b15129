import { tileColumns, wholeTiles } from "./productMemory";
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

/** Pack a right factor, by two threads: each call packs a strip of columns. */
export function packFactor(engine: WasmEngine, { place, stride, isTransposed, n, k, to }: RightFactor): void {
  engine.share({
    kernel: "packColumns",
    count: wholeTiles(n) / tileColumns,
    first: [place, stride, Number(isTransposed), n, k, to],
    step: [tileColumns * (isTransposed ? stride : 4), 0, 0, -tileColumns, 0, 4 * tileColumns * k],
    scratchBytes: 0,
  });
}

/** Put a bias [n], or zeros where its place is 0, and zeros up to a whole number of tiles. */
export function putBias(engine: WasmEngine, { bias, n, to }: { bias: number; n: number; to: number }): void {
  engine.float32(to, wholeTiles(n)).fill(0);
  if (bias !== 0) engine.float32(to, n).set(engine.float32(bias, n));
}

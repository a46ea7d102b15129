import { defineFunction, type WasmFunction } from "../assembler";
import { tileRows } from "../productMemory";
import { productInTiles } from "./productInTiles";

const inTiles = productInTiles("multiplyPacked", tileRows);
const inLowTiles = productInTiles("multiplyFew", 4);

export const multiplyPacked = inTiles.multiply;
/** The same in tiles of 4 rows: for a few rows, such as half a batch, of which tiles of 5 would leave some empty. */
export const multiplyFew = inLowTiles.multiply;

/** multiplyPacked for `rows` rows, or as many as there are from `a` on: m. For products of which threads make each a part. */
export const multiplySome = defineFunction(
  "multiplySome",
  { rows: "i32", ...multiplyPacked.params },
  ({ rows, m, ...given }) => [multiplyPacked.call({ ...given, m: m.min(rows) })],
);

export const productFunctions: readonly WasmFunction[] = [
  ...inTiles.calls,
  multiplyPacked,
  ...inLowTiles.calls,
  multiplyFew,
  multiplySome,
] as unknown as WasmFunction[];

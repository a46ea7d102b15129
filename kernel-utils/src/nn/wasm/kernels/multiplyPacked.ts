import type { WasmFunction } from "../assembler";
import { tileRows } from "../productMemory";
import { productInTiles } from "./productInTiles";

const inTiles = productInTiles("multiplyPacked", tileRows);
const inLowTiles = productInTiles("multiplyFew", 4);

export const multiplyPacked = inTiles.multiply;
/** The same in tiles of 4 rows: for a few rows, such as half a batch, of which tiles of 5 would leave some empty. */
export const multiplyFew = inLowTiles.multiply;

export const productFunctions: readonly WasmFunction[] = [
  ...inTiles.calls,
  multiplyPacked,
  ...inLowTiles.calls,
  multiplyFew,
] as unknown as WasmFunction[];

/** What takes the tiles' places where V8 makes wide vectors: functions of the same names. */
export const wideTiles = [inTiles.wideTile, inLowTiles.wideTile] as unknown as readonly WasmFunction[];

/**
 * A product is made in tiles of 6 rows, or 4, and 16 columns; the innermost loop takes 8 columns at a time, or all with wide vectors.
 */
export const tileRows = 6;
export const lowTileRows = 4;
export const tileColumns = 16;
/** Rows of the left factor that are packed at a time: at a depth of 128, they take 33 KB. */
export const blockRows = 66;

/** A count of columns, filled up to whole tiles. */
const wholeTiles = (n: number) => Math.ceil(n / tileColumns) * tileColumns;

/** Bytes of a right factor [k, n] that packRight has packed, with its bias. */
export const rightBytes = (n: number, k: number) => 4 * wholeTiles(n) * (k + 1);

/** Bytes of scratch for multiplyPacked: a tile, and a block of the left factor. */
export const multiplyPackedBytes = (k: number) => 4 * (tileRows * tileColumns + blockRows * k);

/** Bytes of scratch for matMul: those, and the right factor. */
export const matMulBytes = (n: number, k: number) => rightBytes(n, k) + multiplyPackedBytes(k);

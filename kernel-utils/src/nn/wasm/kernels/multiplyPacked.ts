import {
  type Body,
  copy,
  defineFunction,
  forRange,
  I32,
  loadF32x4,
  repeatWhile,
  storeF32x4,
  type WasmFunction,
  when,
} from "../assembler";
import { blockRows, lowTileRows, tileColumns, tileRows } from "../productMemory";
import { matMulTile } from "./matMulTile";
import { packedDepth, packStrip } from "./packStrip";
import { sumStrip } from "./sumStrip";
import { upTo } from "./upTo";

/** What is done with the rows of a tile. */
const tileOf = (name: string, rows: number) => ({
  pack: packStrip(`pack${name}`, rows),
  sum: sumStrip(`sum${name}`, rows),
  multiply: matMulTile(`multiply${name}`, rows, tileColumns / 2),
});
const tile = tileOf("Tile", tileRows);
const lowTile = tileOf("LowTile", lowTileRows);

/** What takes the tiles' places where V8 makes wide vectors: functions of the same names. */
export const wideTiles = [
  matMulTile(tile.multiply.name, tileRows, tileColumns),
  matMulTile(lowTile.multiply.name, lowTileRows, tileColumns),
] as unknown as readonly WasmFunction[];

/** How many rows the next tile has, of those that are left: 4 for the last 4 and the last 8, which leaves fewest of a tile's empty. */
const rowsOfNext = (left: I32) =>
  I32.of(lowTileRows).when(left.le(lowTileRows).or(left.gt(tileRows).and(left.le(2 * lowTileRows))), tileRows);

/** Parameters of a product, those of its right factor aside. */
export const leftFactor = { a: "i32", aStride: "i32", isATransposed: "i32" } as const;
export const result = {
  c: "i32",
  cStride: "i32",
  bias: "i32",
  rowSums: "i32",
  m: "i32",
  n: "i32",
  k: "i32",
  scratch: "i32",
} as const;

/**
 * c [m, n] = a b + bias, and where rowSums isn't place 0, rowSums [m] = the sums of a's rows; of a [m, k], as it lies or transposed, and
 * a b [k, n] that packRight has packed. Strides are in bytes.
 * bias: n numbers, and room that may be read up to a whole number of tiles. scratch: multiplyPackedBytes(k).
 */
export const multiplyPacked = defineFunction(
  "multiplyPacked",
  { ...leftFactor, b: "i32", ...result },
  ({ a, aStride, isATransposed, b, c, cStride, bias, rowSums, m, n, k, scratch: aside }, locals) => {
    const [i, j, rows, block, blockEnd] = [locals.i32(), locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [packedA, stripA, stripB] = [locals.i32(), locals.i32(), locals.i32()];
    const [corner, from, r, start, depth] = [locals.i32(), locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const left = blockEnd.sub(i);
    const eachTile = (body: Body): Body => [
      i.set(block),
      stripA.set(packedA),
      repeatWhile(i.lt(blockEnd), [
        rows.set(rowsOfNext(left)),
        body,
        i.set(i.add(rows)),
        stripA.set(stripA.add(rows.mul(k).mul(4))),
      ]),
    ];
    const either = (define: (rowsOf: typeof tile) => Body) => when(rows.eq(tileRows), define(tile), define(lowTile));

    const packBlockOfA: Body = [
      depth.set(packedDepth(isATransposed.eq(0), k)),
      forRange(
        start,
        { to: k, step: depth },
        eachTile([
          either(({ pack }) => [
            pack.call({
              from: a.add(i.mul(I32.of(4).when(isATransposed, aStride))).add(start.mul(aStride.when(isATransposed, 4))),
              stride: aStride,
              isAcross: isATransposed.eq(0),
              size: left,
              depth: k.sub(start).min(depth),
              to: stripA.add(start.mul(rows).mul(4)),
            }),
          ]),
        ]),
      ),
      when(
        rowSums,
        eachTile([
          either(({ sum }) => [sum.call({ strip: stripA, depth: k, sums: aside })]),
          copy(rowSums.add(i.mul(4)), aside, left.min(rows).mul(4)),
        ]),
      ),
    ];
    const strips = { a: stripA, b: stripB, k, bias: bias.add(j.mul(4)) };
    /** A tile that reaches beyond the product is made aside, and what is within is copied. */
    const multiplyEdge: Body = [
      either(({ multiply }) => [multiply.call({ ...strips, c: aside, cStride: 4 * tileColumns })]),
      from.set(aside),
      forRange(r, { to: left.min(rows) }, [
        when(
          j.add(tileColumns).le(n),
          upTo(tileColumns / 4).map((four) => storeF32x4(corner, loadF32x4(from, 16 * four), 16 * four)),
          [copy(corner, from, n.sub(j).mul(4))],
        ),
        corner.set(corner.add(cStride)),
        from.set(from.add(4 * tileColumns)),
      ]),
    ];
    const multiplyBlock: Body = [
      stripB.set(b),
      forRange(j, { to: n, step: tileColumns }, [
        eachTile([
          corner.set(c.add(i.mul(cStride)).add(j.mul(4))),
          when(
            rows.le(left).and(j.add(tileColumns).le(n)),
            [either(({ multiply }) => [multiply.call({ ...strips, c: corner, cStride })])],
            multiplyEdge,
          ),
        ]),
        stripB.set(stripB.add(k.mul(4 * tileColumns))),
      ]),
    ];
    return [
      packedA.set(aside.add(4 * tileRows * tileColumns)),
      forRange(block, { to: m, step: blockRows }, [
        blockEnd.set(m.min(block.add(blockRows))),
        packBlockOfA,
        multiplyBlock,
      ]),
    ];
  },
);

export const productFunctions = [
  ...[tile, lowTile].flatMap((each) => Object.values(each)),
  multiplyPacked,
] as unknown as readonly WasmFunction[];

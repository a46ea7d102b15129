import {
  type Body,
  copy,
  defineFunction,
  forRange,
  I32,
  loadF32x4,
  loadSplat,
  repeatWhile,
  storeF32x4,
  when,
} from "../assembler";
import { blockRows, tileColumns, tileRows } from "../productMemory";
import { packStrip } from "./packStrip";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

export const packRows = packStrip("packRows", tileRows);
export const packColumns = packStrip("packColumns", tileColumns);

/** c[5][8] = bias[8] + a b, of a strip a [k][5] and a strip b [k][8]. */
export const matMulTile = defineFunction(
  "matMulTile",
  { a: "i32", b: "i32", k: "i32", c: "i32", cStride: "i32", bias: "i32" },
  ({ a, b, k, c, cStride, bias }, locals) => {
    const end = locals.i32();
    const sums = upTo(tileRows).map(() => locals.f32x4(2));
    const columns = locals.f32x4(2);
    const row = locals.f32x4();
    const multiply = (depth: number): Body => [
      columns.map((column, j) => column.set(loadF32x4(b, 4 * tileColumns * depth + 16 * j))),
      sums.map((sum, i) => [
        row.set(loadSplat(a, 4 * tileRows * depth + 4 * i)),
        sum.map((each, j) => each.set(each.add(row.mul(columns[j]!)))),
      ]),
    ];
    const advance = (depth: number): Body => [
      a.set(a.add(4 * tileRows * depth)),
      b.set(b.add(4 * tileColumns * depth)),
    ];
    return [
      sums.map((sum) => sum.map((each, j) => each.set(loadF32x4(bias, 16 * j)))),
      end.set(a.add(k.mul(4 * tileRows))),
      repeatWhile(a.lt(end), [multiply(0), advance(1)]),
      sums.map((sum) => [sum.map((each, j) => storeF32x4(c, each, 16 * j)), c.set(c.add(cStride))]),
    ];
  },
);

/** Pack a right factor b [k, n], as it lies or transposed, into strips of 8 columns: packedBytes(n, k) from `to` on. */
export const packFactor = defineFunction(
  "packFactor",
  { b: "i32", bStride: "i32", isBTransposed: "i32", n: "i32", k: "i32", to: "i32" },
  ({ b, bStride, isBTransposed, n, k, to }, locals) => {
    const j = locals.i32();
    return [
      forRange(j, { to: n, step: tileColumns }, [
        packColumns.call({
          from: b.add(j.mul(bStride.when(isBTransposed, 4))),
          stride: bStride,
          isAcross: isBTransposed,
          size: n.sub(j),
          depth: k,
          to,
        }),
        to.set(to.add(k.mul(4 * tileColumns))),
      ]),
    ];
  },
);

/**
 * c [m, n] = a b + bias, of a [m, k], as it lies or transposed, and a b [k, n] that packFactor has packed. Strides are in bytes.
 * bias: n numbers, and room that may be read up to a whole number of tiles. scratch: multiplyPackedBytes(k).
 */
export const multiplyPacked = defineFunction(
  "multiplyPacked",
  {
    a: "i32",
    aStride: "i32",
    isATransposed: "i32",
    b: "i32",
    c: "i32",
    cStride: "i32",
    bias: "i32",
    m: "i32",
    n: "i32",
    k: "i32",
    scratch: "i32",
  },
  ({ a, aStride, isATransposed, b, c, cStride, bias, m, n, k, scratch: tile }, locals) => {
    const [i, j, block, blockEnd, r] = [locals.i32(), locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [packedA, stripA, stripB, corner, from] = [
      locals.i32(),
      locals.i32(),
      locals.i32(),
      locals.i32(),
      locals.i32(),
    ];

    const packBlockOfA: Body = [
      stripA.set(packedA),
      forRange(i, { from: block, to: blockEnd, step: tileRows }, [
        packRows.call({
          from: a.add(i.mul(I32.of(4).when(isATransposed, aStride))),
          stride: aStride,
          isAcross: isATransposed.eq(0),
          size: m.sub(i),
          depth: k,
          to: stripA,
        }),
        stripA.set(stripA.add(k.mul(4 * tileRows))),
      ]),
    ];
    const strips = { a: stripA, b: stripB, k, bias: bias.add(j.mul(4)) };
    /** A tile that reaches beyond the product is made aside, and what is within is copied. */
    const multiplyEdge: Body = [
      matMulTile.call({ ...strips, c: tile, cStride: 4 * tileColumns }),
      from.set(tile),
      forRange(r, { to: m.sub(i).min(tileRows) }, [
        when(
          j.add(tileColumns).le(n),
          [storeF32x4(corner, loadF32x4(from)), storeF32x4(corner, loadF32x4(from, 16), 16)],
          [copy(corner, from, n.sub(j).mul(4))],
        ),
        corner.set(corner.add(cStride)),
        from.set(from.add(4 * tileColumns)),
      ]),
    ];
    const multiplyBlock: Body = [
      stripB.set(b),
      forRange(j, { to: n, step: tileColumns }, [
        stripA.set(packedA),
        forRange(i, { from: block, to: blockEnd, step: tileRows }, [
          corner.set(c.add(i.mul(cStride)).add(j.mul(4))),
          when(
            i.add(tileRows).le(m).and(j.add(tileColumns).le(n)),
            [matMulTile.call({ ...strips, c: corner, cStride })],
            multiplyEdge,
          ),
          stripA.set(stripA.add(k.mul(4 * tileRows))),
        ]),
        stripB.set(stripB.add(k.mul(4 * tileColumns))),
      ]),
    ];
    return [
      packedA.set(tile.add(4 * tileRows * tileColumns)),
      forRange(block, { to: m, step: blockRows }, [
        blockEnd.set(m.min(block.add(blockRows))),
        packBlockOfA,
        multiplyBlock,
      ]),
    ];
  },
);

/** The same for `rows` rows, or as many as there are from `a` on: m. For products of which threads make each a part. */
export const multiplySome = defineFunction(
  "multiplySome",
  { rows: "i32", ...multiplyPacked.params },
  ({ rows, m, ...given }) => [multiplyPacked.call({ ...given, m: m.min(rows) })],
);

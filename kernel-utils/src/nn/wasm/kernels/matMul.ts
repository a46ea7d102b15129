import {
  type Body,
  clear,
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
import { packStrip } from "./packStrip";

/** The product is made in tiles of 4 rows and 8 columns: eight vectors, which stay in the processor's registers. */
const tileRows = 5;
const tileColumns = 8;
/** Rows of the left factor that are packed at a time: at a depth of 128, 64 of them fill half a first-level cache. */
const blockRows = 65;

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

export const packRows = packStrip("packRows", tileRows);
export const packColumns = packStrip("packColumns", tileColumns);

/** c[4][8] = bias[8] + a b, of a strip a [k][4] and a strip b [k][8]. */
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

/**
 * c [m, n] = a b + bias, of a [m, k] and b [k, n], each as it lies or transposed; bias [n], or place 0 for none. The strides
 * are the bytes from row to row as they lie, so that a part of the columns of a matrix is a factor or a product too.
 * scratch: matMulScratch({ m, n, k }) bytes.
 *
 * Both factors are first packed into strips, so that the innermost loop reads numbers side by side, however they lie.
 * Source: Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication.
 */
export const matMul = defineFunction(
  "matMul",
  {
    a: "i32",
    aStride: "i32",
    isATransposed: "i32",
    b: "i32",
    bStride: "i32",
    isBTransposed: "i32",
    c: "i32",
    cStride: "i32",
    bias: "i32",
    m: "i32",
    n: "i32",
    k: "i32",
    scratch: "i32",
  },
  ({ a, aStride, isATransposed, b, bStride, isBTransposed, c, cStride, bias, m, n, k, scratch }, locals) => {
    const [i, j, block, blockEnd, r] = [locals.i32(), locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [tile, biases, packedA, packedB] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [stripA, stripB, corner] = [locals.i32(), locals.i32(), locals.i32()];

    const layOutScratch: Body = [
      tile.set(scratch),
      biases.set(tile.add(4 * tileRows * tileColumns)),
      packedA.set(
        biases.add(
          n
            .add(tileColumns - 1)
            .and(-tileColumns)
            .mul(4),
        ),
      ),
      packedB.set(packedA.add(k.mul(4 * blockRows))),
      clear(biases, packedA.sub(biases)),
      when(bias, [copy(biases, bias, n.mul(4))]),
    ];
    const packB: Body = [
      stripB.set(packedB),
      forRange(j, { to: n, step: tileColumns }, [
        packColumns.call({
          from: b.add(j.mul(bStride.when(isBTransposed, 4))),
          stride: bStride,
          isAcross: isBTransposed,
          size: n.sub(j),
          depth: k,
          to: stripB,
        }),
        stripB.set(stripB.add(k.mul(4 * tileColumns))),
      ]),
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
    const strips = { a: stripA, b: stripB, k, bias: biases.add(j.mul(4)) };
    /** A tile that reaches beyond the product is made aside, and what is within is copied. */
    const multiplyEdge: Body = [
      matMulTile.call({ ...strips, c: tile, cStride: 4 * tileColumns }),
      forRange(r, { to: m.sub(i).min(tileRows) }, [
        copy(corner.add(r.mul(cStride)), tile.add(r.mul(4 * tileColumns)), n.sub(j).min(tileColumns).mul(4)),
      ]),
    ];
    const multiplyBlock: Body = [
      stripB.set(packedB),
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
      layOutScratch,
      packB,
      forRange(block, { to: m, step: blockRows }, [
        blockEnd.set(m.min(block.add(blockRows))),
        packBlockOfA,
        multiplyBlock,
      ]),
    ];
  },
);

import { type Body, copy, defineFunction, forRange, I32, loadF32x4, storeF32x4, when } from "../assembler";
import { blockRows, tileColumns } from "../productMemory";
import { matMulTile } from "./matMulTile";
import { packStrip } from "./packStrip";
import { sumStrip } from "./sumStrip";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/**
 * The function `name`, and those that it calls, for tiles of so many rows:
 * c [m, n] = a b + bias, and where rowSums isn't place 0, rowSums [m] = the sums of a's rows; of a [m, k], as it lies or transposed, and a b [k, n] that packRight has packed. Strides are in bytes.
 * bias: n numbers, and room that may be read up to a whole number of tiles. scratch: multiplyPackedBytes(k).
 */
export function productInTiles(name: string, tileRows: number) {
  const packRows = packStrip(`${name}PackRows`, tileRows);
  const sumRows = sumStrip(`${name}SumRows`, tileRows);
  const multiplyTile = matMulTile(`${name}Tile`, tileRows, tileColumns / 2);
  const wideTile = matMulTile(`${name}Tile`, tileRows, tileColumns);
  const multiply = defineFunction(
    name,
    {
      a: "i32",
      aStride: "i32",
      isATransposed: "i32",
      b: "i32",
      c: "i32",
      cStride: "i32",
      bias: "i32",
      rowSums: "i32",
      m: "i32",
      n: "i32",
      k: "i32",
      scratch: "i32",
    },
    ({ a, aStride, isATransposed, b, c, cStride, bias, rowSums, m, n, k, scratch: tile }, locals) => {
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
          when(rowSums, [
            sumRows.call({ strip: stripA, depth: k, sums: tile }),
            copy(rowSums.add(i.mul(4)), tile, m.sub(i).min(tileRows).mul(4)),
          ]),
          stripA.set(stripA.add(k.mul(4 * tileRows))),
        ]),
      ];
      const strips = { a: stripA, b: stripB, k, bias: bias.add(j.mul(4)) };
      /** A tile that reaches beyond the product is made aside, and what is within is copied. */
      const multiplyEdge: Body = [
        multiplyTile.call({ ...strips, c: tile, cStride: 4 * tileColumns }),
        from.set(tile),
        forRange(r, { to: m.sub(i).min(tileRows) }, [
          when(
            j.add(tileColumns).le(n),
            upTo(tileColumns / 4).map((i) => storeF32x4(corner, loadF32x4(from, 16 * i), 16 * i)),
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
              [multiplyTile.call({ ...strips, c: corner, cStride })],
              multiplyEdge,
            ),
            stripA.set(stripA.add(k.mul(4 * tileRows))),
          ]),
          stripB.set(stripB.add(k.mul(4 * tileColumns))),
        ]),
      ];
      return [
        packedA.set(tile.add(4 * tileRows * tileColumns)),
        forRange(block, { to: m, step: blockRows(tileRows) }, [
          blockEnd.set(m.min(block.add(blockRows(tileRows)))),
          packBlockOfA,
          multiplyBlock,
        ]),
      ];
    },
  );
  return { multiply, calls: [packRows, sumRows, multiplyTile], wideTile };
}

import { clear, copy, defineFunction, forRange, I32, when } from "../assembler";
import { tileColumns } from "../productMemory";
import { packedDepth, packStrip } from "./packStrip";

const packColumns = packStrip("packColumns", tileColumns);

/** Bytes of n numbers, filled up to whole tiles. */
const biasBytes = (n: I32) =>
  n
    .add(tileColumns - 1)
    .and(-tileColumns)
    .mul(4);

/** A right factor that packRight has put at a place: where its bias and its strips are, and where they end. */
export const rightAt = (place: I32, n: I32, k: I32) => ({
  bias: place,
  b: place.add(biasBytes(n)),
  end: place.add(biasBytes(n).mul(k.add(1))),
});

/** Put a bias [n], or zeros where its place is 0, and zeros up to a whole number of tiles. */
export const packBias = defineFunction("packBias", { bias: "i32", n: "i32", to: "i32" }, ({ bias, n, to }) => [
  clear(to, biasBytes(n)),
  when(bias, [copy(to, bias, n.mul(4))]),
]);

/**
 * Put a right factor b [k, n], as it lies or transposed, in strips of 16 columns. They may be deeper than k: another factor's are put
 * below, at `to` + 64 k, for the product of two left factors side by side. The stride is in bytes.
 */
export const packStrips = defineFunction(
  "packStrips",
  { b: "i32", bStride: "i32", isBTransposed: "i32", n: "i32", k: "i32", stripDepth: "i32", to: "i32" },
  ({ b, bStride, isBTransposed, n, k, stripDepth, to }, locals) => {
    const [j, strip, from, depth] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    return [
      depth.set(packedDepth(isBTransposed, k)),
      forRange(from, { to: k, step: depth }, [
        strip.set(to.add(from.mul(4 * tileColumns))),
        forRange(j, { to: n, step: tileColumns }, [
          packColumns.call({
            from: b.add(j.mul(bStride.when(isBTransposed, 4))).add(from.mul(I32.of(4).when(isBTransposed, bStride))),
            stride: bStride,
            isAcross: isBTransposed,
            size: n.sub(j),
            depth: k.sub(from).min(depth),
            to: strip,
          }),
          strip.set(strip.add(stripDepth.mul(4 * tileColumns))),
        ]),
      ]),
    ];
  },
);

/** Put a bias, then a right factor, as a product wants them. to: rightBytes(n, k). */
export const packRight = defineFunction(
  "packRight",
  { b: "i32", bStride: "i32", isBTransposed: "i32", bias: "i32", n: "i32", k: "i32", to: "i32" },
  ({ bias, to, ...factor }) => {
    const { n, k } = factor;
    return [packBias.call({ bias, n, to }), packStrips.call({ ...factor, stripDepth: k, to: rightAt(to, n, k).b })];
  },
);

export const packFunctions = [packColumns, packBias, packStrips, packRight];

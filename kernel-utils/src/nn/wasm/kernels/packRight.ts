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

/**
 * Put a bias [n], or zeros where its place is 0, and zeros up to a whole number of tiles; then a right factor b [k, n], as it lies or
 * transposed, in strips of 16 columns. The stride is in bytes. to: rightBytes(n, k).
 */
export const packRight = defineFunction(
  "packRight",
  { b: "i32", bStride: "i32", isBTransposed: "i32", bias: "i32", n: "i32", k: "i32", to: "i32" },
  ({ b, bStride, isBTransposed, bias, n, k, to }, locals) => {
    const [j, strip, from, depth] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    return [
      clear(to, biasBytes(n)),
      when(bias, [copy(to, bias, n.mul(4))]),
      depth.set(packedDepth(isBTransposed, k)),
      forRange(from, { to: k, step: depth }, [
        strip.set(rightAt(to, n, k).b.add(from.mul(4 * tileColumns))),
        forRange(j, { to: n, step: tileColumns }, [
          packColumns.call({
            from: b.add(j.mul(bStride.when(isBTransposed, 4))).add(from.mul(I32.of(4).when(isBTransposed, bStride))),
            stride: bStride,
            isAcross: isBTransposed,
            size: n.sub(j),
            depth: k.sub(from).min(depth),
            to: strip,
          }),
          strip.set(strip.add(k.mul(4 * tileColumns))),
        ]),
      ]),
    ];
  },
);

export const packFunctions = [packColumns, packRight];

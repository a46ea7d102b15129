import { clear, copy, defineFunction, forRange, I32, when } from "../assembler";
import { tileColumns } from "../productMemory";
import { packStrip } from "./packStrip";

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
    const [j, strip] = [locals.i32(), locals.i32()];
    return [
      clear(to, biasBytes(n)),
      when(bias, [copy(to, bias, n.mul(4))]),
      strip.set(rightAt(to, n, k).b),
      forRange(j, { to: n, step: tileColumns }, [
        packColumns.call({
          from: b.add(j.mul(bStride.when(isBTransposed, 4))),
          stride: bStride,
          isAcross: isBTransposed,
          size: n.sub(j),
          depth: k,
          to: strip,
        }),
        strip.set(strip.add(k.mul(4 * tileColumns))),
      ]),
    ];
  },
);

export const packFunctions = [packColumns, packRight];

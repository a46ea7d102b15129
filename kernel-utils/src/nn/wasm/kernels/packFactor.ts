import { defineFunction, forRange } from "../assembler";
import { tileColumns } from "../productMemory";
import { packStrip } from "./packStrip";

export const packColumns = packStrip("packColumns", tileColumns);

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

/** The same for `columns` columns, or as many as there are from `b` on: n. For factors of which threads pack each a part. */
export const packSome = defineFunction(
  "packSome",
  { columns: "i32", ...packFactor.params },
  ({ columns, n, ...given }) => [packFactor.call({ ...given, n: n.min(columns) })],
);

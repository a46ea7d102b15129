import {
  type Body,
  type F32,
  type F32x4,
  forRange,
  type I32,
  I32x4,
  loadF32x4,
  type Local,
  loadSplat,
  storeF32,
  storeF32x4,
} from "../assembler";

/** How the statements of `eachFour` reach the numbers of rows. */
interface Four {
  /** The next numbers of the row that starts at `row`. */
  load(row: I32): F32x4;
  store(row: I32, value: F32x4 | F32): Body[number];
  /** The value for a sum over the row: 0 where there is no number. */
  counted(value: F32x4): F32x4;
}

/**
 * Statements for all numbers of one or more rows of equal length: four at a time, and one by one those that are left over.
 * `i` goes through the rows' bytes; `numBytes`, a multiple of 4, is a variable or a number; so is `from`, a multiple of 16 where it is
 * less.
 *
 *     eachFour(i, numBytes, ({ load, store }) => [store(y, load(x).mul(factor))])
 */
export function eachFour(
  i: Local<I32>,
  numBytes: I32 | number,
  define: (four: Four) => Body,
  from: I32 | number = 0,
): Body {
  const whole = typeof numBytes === "number" ? numBytes & -16 : numBytes.and(-16);
  const single = I32x4.constant([-1, 0, 0, 0]);
  return [
    forRange(
      i,
      { from, to: whole, step: 16 },
      define({
        load: (row) => loadF32x4(row.add(i)),
        store: (row, value) => storeF32x4(row.add(i), value),
        counted: (value) => value,
      }),
    ),
    // One number, in all four lanes.
    forRange(
      i,
      { from: i, to: numBytes, step: 4 },
      define({
        load: (row) => loadSplat(row.add(i)),
        store: (row, value) => storeF32(row.add(i), "lane" in value ? value.lane(0) : value),
        counted: (value) => value.when(single, 0),
      }),
    ),
  ];
}

import {
  type Body,
  F32x4,
  F32x8,
  forRange,
  type I32,
  I32x4,
  loadF32x8,
  type Local,
  type Locals,
  loadSplat,
  storeF32,
  storeF32x8,
} from "../assembler";

type Value = Parameters<typeof storeF32x8>[1];

/** How the statements of `eachEight` reach the numbers of rows. */
interface Eight {
  /** The next numbers of the row that starts at `row`. */
  load(row: I32): F32x8;
  store(row: I32, value: Value): Body[number];
  /** The value for a sum over the row: 0 where there is no number. */
  counted(value: F32x8): F32x8;
}

/**
 * Statements for all numbers of one or more rows of equal length: eight at a time, and one by one those that are left over.
 * `numBytes` is a multiple of 4, and a variable or a number; `from` where it begins in each row, a multiple of 32 or not less.
 * Rows stay where they are meanwhile.
 *
 *     eachEight(locals, numBytes, ({ load, store }) => [store(y, load(x).mul(factor))])
 */
export function eachEight(
  locals: Locals,
  numBytes: I32 | number,
  define: (eight: Eight) => Body,
  from: I32 | number = 0,
): Body {
  const i = locals.i32();
  /** Where in each row the eight are. */
  const places = new Map<I32, Local<I32>>();
  const placeIn = (row: I32) => {
    const place = places.get(row) ?? locals.i32();
    places.set(row, place);
    return place;
  };
  const eights = define({
    load: (row) => loadF32x8(placeIn(row)),
    store: (row, value) => storeF32x8(placeIn(row), value),
    counted: (value) => value,
  });
  // One number, in all lanes.
  const single = I32x4.constant([-1, 0, 0, 0]);
  const singles = define({
    load: (row) => F32x8.of(loadSplat(row.add(i))),
    store: (row, value) => storeF32(row.add(i), F32x8.of(value).low.lane(0)),
    counted: ({ low }) => new F32x8(low.when(single, 0), F32x4.of(0)),
  });
  const whole = typeof numBytes === "number" ? numBytes & -32 : numBytes.and(-32);
  return [
    forRange(i, { from, to: whole, step: 32 }, [[...places].map(([row, place]) => place.set(row.add(i))), eights]),
    forRange(i, { from: i, to: numBytes, step: 4 }, singles),
  ];
}

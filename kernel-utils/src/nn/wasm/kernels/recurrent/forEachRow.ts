import { type Body, forRange, type I32, type Local, type Locals } from "../../assembler";

/** Where rows lie: the first one's place, and the bytes from each to the next. */
export type Rows = readonly [first: I32, stride: I32 | number];

/** Do something with the first row of each of `rows`, then with the second, up to `numRows`. */
export function forEachRow<Name extends string>(
  locals: Locals,
  numRows: I32,
  rows: Record<Name, Rows>,
  body: (places: Record<Name, Local<I32>>) => Body,
): Body {
  const count = locals.i32();
  const names = Object.keys(rows) as Name[];
  const places = Object.fromEntries(names.map((name) => [name, locals.i32()])) as Record<Name, Local<I32>>;
  return [
    names.map((name) => places[name].set(rows[name][0])),
    forRange(count, { to: numRows }, [
      body(places),
      names.map((name) => places[name].set(places[name].add(rows[name][1]))),
    ]),
  ];
}

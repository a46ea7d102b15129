import {
  type Body,
  clear,
  defineFunction,
  type F32x4,
  forRange,
  I32,
  loadF32,
  loadF32x4,
  repeatWhile,
  storeF32,
  storeF32x4,
  when,
} from "../assembler";
import { foursOf } from "./upTo";

/**
 * How deep strips are packed at a time, one beside the other: where they are cut from the same rows, few of those, so that each is read
 * while it is in the cache.
 */
export const packedDepth = (isAcross: I32, depth: I32): I32 => depth.when(isAcross, 32);

/**
 * Copy a strip of a matrix so that the numbers that are multiplied at a time lie side by side: to[k][w], for k below `depth` and w
 * below `width`, which is at least 4. Where the matrix ends before, at w = size, zeros follow.
 * Number (k, w) is read at from + k * stride + 4 w, or if `isAcross` at from + w * stride + 4 k; the stride is in bytes.
 */
export const packStrip = (name: string, width: number) =>
  defineFunction(
    name,
    { from: "i32", stride: "i32", isAcross: "i32", size: "i32", depth: "i32", to: "i32" },
    ({ from, stride, isAcross, size, depth, to }, locals) => {
      const end = locals.i32();
      const rows = locals.i32(width);
      const square = locals.f32x4(4);

      const fours = foursOf(width); // what two of them have is copied twice
      /** Four numbers of a row at a time. */
      const along: Body = [
        repeatWhile(to.lt(end), [
          fours.map((w) => storeF32x4(to, loadF32x4(from, 4 * w), 4 * w)),
          from.set(from.add(stride)),
          to.set(to.add(4 * width)),
        ]),
      ];

      /** Squares of 4 x 4, transposed in registers. */
      const across: Body = [
        rows.map((row, w) => row.set(w === 0 ? from : rows[w - 1]!.add(stride))),
        repeatWhile(to.add(3 * 4 * width).lt(end), [
          fours.map((first) => [
            square.map((numbers, w) => numbers.set(loadF32x4(rows[first + w]!))),
            transposed(square).map((numbers, k) => storeF32x4(to, numbers, 4 * (width * k + first))),
          ]),
          rows.map((row) => row.set(row.add(16))),
          to.set(to.add(4 * 4 * width)),
        ]),
        repeatWhile(to.lt(end), [
          rows.map((row, w) => [storeF32(to, loadF32(row), 4 * w), row.set(row.add(4))]),
          to.set(to.add(4 * width)),
        ]),
      ];

      /** Number by number: for the last strip, which may not be full. */
      const source = locals.i32();
      const target = locals.i32();
      const w = locals.i32();
      const single: Body = [
        clear(to, end.sub(to)),
        repeatWhile(to.lt(end), [
          source.set(from),
          target.set(to),
          forRange(w, { to: size }, [
            storeF32(target, loadF32(source)),
            source.set(source.add(stride.when(isAcross, 4))),
            target.set(target.add(4)),
          ]),
          from.set(from.add(I32.of(4).when(isAcross, stride))),
          to.set(to.add(4 * width)),
        ]),
      ];

      return [end.set(to.add(depth.mul(4 * width))), when(size.lt(width), single, [when(isAcross, across, along)])];
    },
  );

/** The columns of a square whose rows these are. */
function transposed([a, b, c, d]: readonly F32x4[]): F32x4[] {
  const lower = (x: F32x4, y: F32x4) => x.shuffle(y, [0, 4, 1, 5]);
  const upper = (x: F32x4, y: F32x4) => x.shuffle(y, [2, 6, 3, 7]);
  return [
    lower(a!, b!).shuffle(lower(c!, d!), [0, 1, 4, 5]),
    lower(a!, b!).shuffle(lower(c!, d!), [2, 3, 6, 7]),
    upper(a!, b!).shuffle(upper(c!, d!), [0, 1, 4, 5]),
    upper(a!, b!).shuffle(upper(c!, d!), [2, 3, 6, 7]),
  ];
}

import { defineFunction, forRange, loadF32x4, loadSplat, repeatWhile, storeF32x4 } from "../assembler";

/** Rows that are added up side by side: eight vectors of four. */
export const rowsAtOnce = 32;

/**
 * y [rows] = weight x + bias [rows], or that added to y, for rows a multiple of 32, of which each 32 lie together, column after
 * column: weight [rows / 32, columns, 32].
 */
const define = (name: string, { isAdded }: { isAdded: boolean }) =>
  defineFunction(
    name,
    { weight: "i32", bias: "i32", x: "i32", xEnd: "i32", y: "i32", yBytes: "i32" },
    ({ weight, bias, x, xEnd, y, yBytes }, locals) => {
      const [row, at, number] = [locals.i32(), locals.i32(), locals.f32x4()];
      const sums = locals.f32x4(rowsAtOnce / 4);
      return forRange(row, { to: yBytes, step: 4 * rowsAtOnce }, [
        at.set(bias.add(row)),
        sums.map((sum, i) => sum.set(loadF32x4(at, 16 * i))),
        at.set(x),
        repeatWhile(at.lt(xEnd), [
          number.set(loadSplat(at)),
          sums.map((sum, i) => sum.set(number.mulAdd(loadF32x4(weight, 16 * i), sum))),
          weight.set(weight.add(4 * rowsAtOnce)),
          at.set(at.add(4)),
        ]),
        at.set(y.add(row)),
        sums.map((sum, i) => storeF32x4(at, isAdded ? sum.add(loadF32x4(at, 16 * i)) : sum, 16 * i)),
      ]);
    },
  );

export const multiplyVector = define("multiplyVector", { isAdded: false });
export const addProduct = define("addProduct", { isAdded: true });

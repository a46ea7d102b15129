import { type Body, defineFunction, loadF32x4, loadSplat, repeatWhile, storeF32x4 } from "../assembler";
import { tileColumns } from "../productMemory";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** c[rows][8] = bias[8] + a b, of a strip a [k][rows] and a strip b [k][8]. */
export const matMulTile = (name: string, rows: number) =>
  defineFunction(
    name,
    { a: "i32", b: "i32", k: "i32", c: "i32", cStride: "i32", bias: "i32" },
    ({ a, b, k, c, cStride, bias }, locals) => {
      const end = locals.i32();
      const sums = upTo(rows).map(() => locals.f32x4(2));
      const columns = locals.f32x4(2);
      const row = locals.f32x4();
      const multiply: Body = [
        columns.map((column, j) => column.set(loadF32x4(b, 16 * j))),
        sums.map((sum, i) => [
          row.set(loadSplat(a, 4 * i)),
          sum.map((each, j) => each.set(each.add(row.mul(columns[j]!)))),
        ]),
      ];
      return [
        sums.map((sum) => sum.map((each, j) => each.set(loadF32x4(bias, 16 * j)))),
        end.set(a.add(k.mul(4 * rows))),
        repeatWhile(a.lt(end), [multiply, a.set(a.add(4 * rows)), b.set(b.add(4 * tileColumns))]),
        sums.map((sum) => [sum.map((each, j) => storeF32x4(c, each, 16 * j)), c.set(c.add(cStride))]),
      ];
    },
  );

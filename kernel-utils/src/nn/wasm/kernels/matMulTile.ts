import { type Body, defineFunction, loadF32x4, loadSplat, repeatWhile, storeF32x4 } from "../assembler";
import { tileColumns } from "../productMemory";
import { upTo } from "./upTo";

/**
 * c[rows][16] = bias[16] + a b, of a strip a [k][rows] and a strip b [k][16]; so many columns at a time as have their sums in registers.
 */
export const matMulTile = (name: string, rows: number, columnsAtOnce: number) =>
  defineFunction(
    name,
    { a: "i32", b: "i32", k: "i32", c: "i32", cStride: "i32", bias: "i32" },
    ({ a, b, k, c, cStride, bias }, locals) => {
      const [left, right, end, corner] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
      const sums = upTo(rows).map(() => locals.f32x4(columnsAtOnce / 4));
      const columns = locals.f32x4(columnsAtOnce / 4);
      const row = locals.f32x4();
      const multiply: Body = [
        columns.map((column, j) => column.set(loadF32x4(right, 16 * j))),
        sums.map((sum, i) => [
          row.set(loadSplat(left, 4 * i)),
          sum.map((each, j) => each.set(row.mulAdd(columns[j]!, each))),
        ]),
      ];
      return [
        end.set(a.add(k.mul(4 * rows))),
        upTo(tileColumns / columnsAtOnce).map((part) => {
          const offset = 4 * columnsAtOnce * part;
          return [
            sums.map((sum) => sum.map((each, j) => each.set(loadF32x4(bias, offset + 16 * j)))),
            [left.set(a), right.set(b.add(offset)), corner.set(c)],
            repeatWhile(left.lt(end), [multiply, left.set(left.add(4 * rows)), right.set(right.add(4 * tileColumns))]),
            sums.map((sum) => [
              sum.map((each, j) => storeF32x4(corner, each, offset + 16 * j)),
              corner.set(corner.add(cStride)),
            ]),
          ];
        }),
      ];
    },
  );

import { clear, copy, defineFunction, forRange, loadI32, when } from "../assembler";
import { eachEight } from "./eachEight";

/** sums [size] = the sum of the rows of x [rows, size]; the stride is in bytes. */
export const sumOfRows = defineFunction(
  "sumOfRows",
  { x: "i32", stride: "i32", sums: "i32", rows: "i32", size: "i32" },
  ({ x, stride, sums, rows, size }, locals) => {
    const [row, rowBytes] = [locals.i32(), locals.i32()];
    return [
      rowBytes.set(size.mul(4)),
      clear(sums, rowBytes),
      forRange(row, { to: rows }, [
        eachEight(locals, rowBytes, ({ load, store }) => [store(sums, load(sums).add(load(x)))]),
        x.set(x.add(stride)),
      ]),
    ];
  },
);

/**
 * sums[id] = the sum of the rows of x [rows, size] whose id it is; sums [numSums, size], ids [rows] integers. A row whose id is outside
 * is left out.
 */
export const sumOfRowsById = defineFunction(
  "sumOfRowsById",
  { x: "i32", ids: "i32", sums: "i32", rows: "i32", size: "i32", numSums: "i32" },
  ({ x, ids, sums, rows, size, numSums }, locals) => {
    const [row, rowBytes, id, sum] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    return [
      rowBytes.set(size.mul(4)),
      clear(sums, rowBytes.mul(numSums)),
      forRange(row, { to: rows }, [
        id.set(loadI32(ids.add(row.mul(4)))),
        sum.set(sums.add(id.mul(rowBytes))),
        when(id.ge(0).and(id.lt(numSums)), [
          eachEight(locals, rowBytes, ({ load, store }) => [store(sum, load(sum).add(load(x)))]),
        ]),
        x.set(x.add(rowBytes)),
      ]),
    ];
  },
);

/** rows [numRows, size] = table[id] for each of ids [numRows], which are all in the table. */
export const rowsById = defineFunction(
  "rowsById",
  { table: "i32", ids: "i32", rows: "i32", numRows: "i32", size: "i32" },
  ({ table, ids, rows, numRows, size }, locals) => {
    const [row, rowBytes] = [locals.i32(), locals.i32()];
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: numRows }, [
        copy(rows, table.add(loadI32(ids).mul(rowBytes)), rowBytes),
        ids.set(ids.add(4)),
        rows.set(rows.add(rowBytes)),
      ]),
    ];
  },
);

/** Rows of `rowBytes` from one matrix to another; the strides are in bytes. */
export const copyRows = defineFunction(
  "copyRows",
  { from: "i32", fromStride: "i32", to: "i32", toStride: "i32", rows: "i32", rowBytes: "i32" },
  ({ from, fromStride, to, toStride, rows, rowBytes }, locals) => {
    const row = locals.i32();
    return forRange(row, { to: rows }, [
      copy(to, from, rowBytes),
      from.set(from.add(fromStride)),
      to.set(to.add(toStride)),
    ]);
  },
);

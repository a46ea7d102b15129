import { registerWasm } from "./registerWasm";

/** Kernel SumOfRows: x [..., size] -> the sum of its rows, [size]. */
export function registerSumOfRows(): void {
  registerWasm("SumOfRows", (engine, { x }) => {
    const [rows, size] = engine.rowsOf(x!);
    const sums = engine.output([size]);
    engine.kernels.sumOfRows(engine.place(x!), engine.place(sums), rows, size);
    return sums;
  });
}

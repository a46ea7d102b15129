import { sumRows } from "../sumRows";
import { registerWasm } from "./registerWasm";

/** Kernel SumOfRows: x [..., size] -> the sum of its rows, [size]. */
export function registerSumOfRows(): void {
  registerWasm("SumOfRows", (engine, { x }) => {
    const [rows, size] = engine.rowsOf(x!);
    const sums = engine.output([size]);
    sumRows(engine, { x: engine.place(x!), sums: engine.place(sums), rows, size });
    return sums;
  });
}

import { type Body, defineFunction, type F32x4, loadF32x4, repeatWhile, storeF32x4 } from "../assembler";
import { foursOf, upTo } from "./upTo";

/** Steps that are added side by side, so that none waits for the one before. */
const stepsAtOnce = 4;

/** sums [width] = the sum of strip [depth][width] over its depth; width is at least 4. */
export const sumStrip = (name: string, width: number) =>
  defineFunction(name, { strip: "i32", depth: "i32", sums: "i32" }, ({ strip, depth, sums }, locals) => {
    const columns = foursOf(width); // what two of them have is summed twice, and right in both
    const totals = upTo(stepsAtOnce).map(() => columns.map(() => locals.f32x4()));
    const end = locals.i32();
    const addStep = (step: number): Body =>
      columns.map((column, i) => {
        const total = totals[step]![i]!;
        return total.set(total.add(loadF32x4(strip, 4 * (width * step + column))));
      });
    const bytesOf = (steps: number) => 4 * width * steps;
    return [
      end.set(strip.add(depth.mul(bytesOf(1)))),
      repeatWhile(strip.add(bytesOf(stepsAtOnce) - 1).lt(end), [
        totals.map((_, step) => addStep(step)),
        strip.set(strip.add(bytesOf(stepsAtOnce))),
      ]),
      repeatWhile(strip.lt(end), [addStep(0), strip.set(strip.add(bytesOf(1)))]),
      columns.map((column, i) =>
        storeF32x4(
          sums,
          totals.slice(1).reduce((total, step) => total.add(step[i]!), totals[0]![i]! as F32x4),
          4 * column,
        ),
      ),
    ];
  });

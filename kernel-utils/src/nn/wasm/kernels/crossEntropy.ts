import { clear, defineFunction, forRange, loadF32, loadI32, storeF32, when } from "../assembler";
import { eachEight } from "./eachEight";

/** dLogits [rows, size] = (probs - 1 at the target) * scale; zeros in a row whose target is below 0. */
export const crossEntropyGrad = defineFunction(
  "crossEntropyGrad",
  { probs: "i32", targets: "i32", dLogits: "i32", rows: "i32", size: "i32", scale: "f32" },
  ({ probs, targets, dLogits, rows, size, scale }, locals) => {
    const [row, rowBytes, target, place] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: rows }, [
        target.set(loadI32(targets.add(row.mul(4)))),
        when(
          target.ge(0),
          [
            eachEight(locals, rowBytes, ({ load, store }) => [store(dLogits, load(probs).mul(scale))]),
            place.set(dLogits.add(target.mul(4))),
            storeF32(place, loadF32(place).sub(scale)),
          ],
          [clear(dLogits, rowBytes)],
        ),
        probs.set(probs.add(rowBytes)),
        dLogits.set(dLogits.add(rowBytes)),
      ]),
    ];
  },
);

import { clear, defineFunction, F32, forRange, loadF32, loadI32, storeF32, when } from "../assembler";
import { eachFour } from "./eachFour";
import { exponentials } from "./exponentials";

/**
 * For each row of logits [rows, size] how unlikely its target is, loss [rows] = log(sum of e^logits) - logits[target], and
 * probs [rows, size], the softmax. Where the target is below 0 the loss is 0.
 * The logarithm is left to who calls: norms [rows] is the sum of e^(logit - largest), loss [rows] largest - logits[target].
 */
export const crossEntropy = defineFunction(
  "crossEntropy",
  { logits: "i32", targets: "i32", probs: "i32", norms: "i32", losses: "i32", rows: "i32", size: "i32" },
  ({ logits, targets, probs, norms, losses, rows, size }, locals) => {
    const [row, i, rowBytes, target] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [largest, sum, shifted, power] = [locals.f32x4(), locals.f32x4(), locals.f32x4(), locals.f32x4()];
    const { exp } = exponentials(locals);
    return [
      rowBytes.set(size.mul(4)),
      clear(losses, rows.mul(4)),
      forRange(row, { to: rows }, [
        largest.set(-Infinity),
        eachFour(i, rowBytes, ({ load }) => [largest.set(largest.max(load(logits)))]),
        largest.set(largest.largest()),
        sum.set(0),
        eachFour(i, rowBytes, ({ load, store, counted }) => [
          shifted.set(load(logits).sub(largest)),
          exp(power, shifted),
          sum.set(sum.add(counted(power))),
          store(probs, power),
        ]),
        sum.set(sum.sum()),
        storeF32(norms.add(row.mul(4)), sum.lane(0)),
        target.set(loadI32(targets.add(row.mul(4)))),
        when(target.ge(0), [storeF32(losses.add(row.mul(4)), largest.lane(0).sub(loadF32(logits.add(target.mul(4)))))]),
        sum.set(F32.of(1).div(sum.lane(0))),
        eachFour(i, rowBytes, ({ load, store }) => [store(probs, load(probs).mul(sum))]),
        logits.set(logits.add(rowBytes)),
        probs.set(probs.add(rowBytes)),
      ]),
    ];
  },
);

/** dLogits [rows, size] = (probs - 1 at the target) * scale; zeros in a row whose target is below 0. */
export const crossEntropyGrad = defineFunction(
  "crossEntropyGrad",
  { probs: "i32", targets: "i32", dLogits: "i32", rows: "i32", size: "i32", scale: "f32" },
  ({ probs, targets, dLogits, rows, size, scale }, locals) => {
    const [row, i, rowBytes, target, place] = [locals.i32(), locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    return [
      rowBytes.set(size.mul(4)),
      forRange(row, { to: rows }, [
        target.set(loadI32(targets.add(row.mul(4)))),
        when(
          target.ge(0),
          [
            eachFour(i, rowBytes, ({ load, store }) => [store(dLogits, load(probs).mul(scale))]),
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

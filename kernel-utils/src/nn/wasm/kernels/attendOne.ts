import { defineFunction, F32, forRange, loadF32x4, loadSplat, storeF32, storeF32x4 } from "../assembler";
import { eachFour } from "./eachFour";
import { exponentials } from "./exponentials";

/**
 * What one query takes from the values, head by head: softmax(q · k * scale) over `length` keys, whose rows begin `stride` bytes
 * apart, as the values' do. query and out [heads, headSize]; scores is room for length + 4 numbers.
 */
export const attendOne = defineFunction(
  "attendOne",
  {
    query: "i32",
    keys: "i32",
    values: "i32",
    stride: "i32",
    out: "i32",
    scores: "i32",
    length: "i32",
    numHeads: "i32",
    headBytes: "i32",
    scale: "f32",
  },
  ({ query, keys, values, stride, out, scores, length, numHeads, headBytes, scale }, locals) => {
    const [head, t, i, row] = [locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [scoreBytes, largest] = [locals.i32(), locals.f32()];
    const [sum, part, weight] = [locals.f32x4(), locals.f32x4(), locals.f32x4()];
    const { exp } = exponentials(locals);
    return [
      scoreBytes.set(length.mul(4)),
      forRange(head, { to: numHeads }, [
        storeF32x4(scores.add(scoreBytes), -1e9), // the last four may be fewer
        largest.set(-1e9),
        row.set(keys),
        forRange(t, { to: scoreBytes, step: 4 }, [
          sum.set(0),
          eachFour(i, headBytes, ({ load, counted }) => [sum.set(counted(load(query)).mulAdd(load(row), sum))]),
          storeF32(scores.add(t), sum.sum().mul(scale)),
          largest.set(largest.max(loadSplat(scores.add(t)).lane(0))),
          row.set(row.add(stride)),
        ]),
        sum.set(0),
        forRange(t, { to: scoreBytes, step: 16 }, [
          part.set(loadF32x4(scores.add(t)).sub(largest)),
          exp(weight, part),
          sum.set(sum.add(weight)),
          storeF32x4(scores.add(t), weight),
        ]),
        largest.set(F32.of(1).div(sum.sum())),
        eachFour(i, headBytes, ({ store }) => [store(out, F32.of(0))]),
        row.set(values),
        forRange(t, { to: scoreBytes, step: 4 }, [
          weight.set(loadSplat(scores.add(t)).mul(largest)),
          eachFour(i, headBytes, ({ load, store }) => [store(out, weight.mulAdd(load(row), load(out)))]),
          row.set(row.add(stride)),
        ]),
        [query, keys, values, out].map((place) => place.set(place.add(headBytes))),
      ]),
    ];
  },
);

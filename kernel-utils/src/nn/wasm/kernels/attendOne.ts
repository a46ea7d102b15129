import { defineFunction, F32, forRange, loadF32, loadF32x8, storeF32, storeF32x8 } from "../assembler";
import { eachEight } from "./eachEight";
import { exponentials } from "./exponentials";

/**
 * What one query takes from the values, head by head: softmax(q · k * scale) over `length` keys, whose rows begin `stride` bytes
 * apart, as the values' do. query and out [heads, headSize]; scores is room for length + 8 numbers.
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
    const [head, t, row, scoreBytes, place] = [locals.i32(), locals.i32(), locals.i32(), locals.i32(), locals.i32()];
    const [largest, score, weight] = [locals.f32(), locals.f32(), locals.f32()];
    const [sum, part, power] = [locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const { exp } = exponentials(locals);
    return [
      scoreBytes.set(length.mul(4)),
      forRange(head, { to: numHeads }, [
        place.set(scores.add(scoreBytes)),
        storeF32x8(place, -1e9), // the last eight may be fewer
        largest.set(-1e9),
        row.set(keys),
        forRange(t, { to: scoreBytes, step: 4 }, [
          sum.set(0),
          eachEight(locals, headBytes, ({ load, counted }) => [sum.set(counted(load(query)).mulAdd(load(row), sum))]),
          score.set(sum.sum().mul(scale)),
          storeF32(scores.add(t), score),
          largest.set(largest.max(score)),
          row.set(row.add(stride)),
        ]),
        sum.set(0),
        forRange(t, { to: scoreBytes, step: 32 }, [
          place.set(scores.add(t)),
          part.set(loadF32x8(place).sub(largest)),
          exp(power, part),
          sum.set(sum.add(power)),
          storeF32x8(place, power),
        ]),
        largest.set(F32.of(1).div(sum.sum())),
        eachEight(locals, headBytes, ({ store }) => [store(out, 0)]),
        row.set(values),
        forRange(t, { to: scoreBytes, step: 4 }, [
          weight.set(loadF32(scores.add(t)).mul(largest)),
          eachEight(locals, headBytes, ({ load, store }) => [store(out, load(row).mulAdd(weight, load(out)))]),
          row.set(row.add(stride)),
        ]),
        [query, keys, values, out].map((each) => each.set(each.add(headBytes))),
      ]),
    ];
  },
);

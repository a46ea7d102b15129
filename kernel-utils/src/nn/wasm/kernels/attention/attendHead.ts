import { defineFunction, F32, storeF32 } from "../../assembler";
import { eachEight } from "../eachEight";
import { exponentials } from "../exponentials";
import { eachQuery, head, prepare } from "./head";

/** out [queryLen, headSize] = softmax(q k^T * scale + mask) v, and norms. */
export const attendHead = defineFunction(
  "attendHead",
  { ...head, out: "i32", outStride: "i32", scratch: "i32" },
  ({ out, outStride, scratch, ...given }, locals) => {
    const { v, vStride, scale, norms } = given;
    const prepared = prepare(given, scratch, locals);
    const [highest, sum, x, power] = [locals.f32x8(), locals.f32x8(), locals.f32x8(), locals.f32x8()];
    const [largest, share] = [locals.f32(), locals.f32()];
    const { exp } = exponentials(locals);
    return [
      prepared.start,
      eachQuery(given, prepared, locals, ({ row, index, visibleBytes, putZeros }) => [
        highest.set(-Infinity),
        eachEight(locals, visibleBytes, ({ load, store }) => [
          x.set(load(row).mulAdd(scale, load(prepared.allowed))),
          store(row, x),
          highest.set(highest.max(x)),
        ]),
        largest.set(highest.largest()),
        sum.set(0),
        eachEight(locals, visibleBytes, ({ load, store, counted }) => [
          x.set(load(row).sub(largest)),
          exp(power, x),
          store(row, power),
          sum.set(sum.add(counted(power))),
        ]),
        share.set(F32.of(1).div(sum.sum())),
        eachEight(locals, visibleBytes, ({ load, store }) => [store(row, load(row).mul(share))]),
        putZeros(row),
        storeF32(norms.add(index.mul(8)), largest),
        storeF32(norms.add(index.mul(8)), share, 4),
      ]),
      prepared.products.mix(prepared.scores, { place: v, stride: vStride }, { place: out, stride: outStride }),
    ];
  },
);

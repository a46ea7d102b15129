import { defineFunction, F32, storeF32 } from "../../assembler";
import { eachFour } from "../eachFour";
import { exponentials } from "../exponentials";
import { divideScratch, eachQuery, head, multiply } from "./head";

/** out [queryLen, headSize] = softmax(q k^T * scale + mask) v, and norms. */
export const attendHead = defineFunction(
  "attendHead",
  { ...head, out: "i32", outStride: "i32", scratch: "i32" },
  ({ out, outStride, scratch, ...given }, locals) => {
    const { v, vStride, queryLen, keyLen, headSize, scale, norms } = given;
    const { scores, allowed, divide } = divideScratch(given, scratch, locals);
    const [largest, sum, x, power] = [locals.f32x4(), locals.f32x4(), locals.f32x4(), locals.f32x4()];
    const { exp } = exponentials(locals);
    return [
      divide,
      eachQuery(given, { scores, allowed, scratch }, locals, ({ row, index, visibleBytes, putZeros, i }) => [
        largest.set(-Infinity),
        eachFour(i, visibleBytes, ({ load, store }) => [
          x.set(load(row).mulAdd(scale, load(allowed))),
          store(row, x),
          largest.set(largest.max(x)),
        ]),
        largest.set(largest.largest()),
        sum.set(0),
        eachFour(i, visibleBytes, ({ load, store, counted }) => [
          x.set(load(row).sub(largest)),
          exp(power, x),
          store(row, power),
          sum.set(sum.add(counted(power))),
        ]),
        sum.set(F32.of(1).div(sum.sum())),
        eachFour(i, visibleBytes, ({ load, store }) => [store(row, load(row).mul(sum))]),
        putZeros(row),
        storeF32(norms.add(index.mul(8)), largest.lane(0)),
        storeF32(norms.add(index.mul(8)), sum.lane(0), 4),
      ]),
      multiply(
        { place: scores, stride: keyLen.mul(4) },
        { place: v, stride: vStride },
        { place: out, stride: outStride },
        [queryLen, headSize, keyLen],
        scratch,
      ),
    ];
  },
);

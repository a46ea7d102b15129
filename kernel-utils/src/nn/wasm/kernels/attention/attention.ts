import { defineFunction, forRange } from "../../assembler";
import { attendHead } from "./attendHead";
import { attendHeadGrad } from "./attendHeadGrad";
import { head } from "./head";

/** All heads of one sentence: they lie side by side in the matrices, and their norms one after the other. */
export const attention = defineFunction(
  "attention",
  { ...head, out: "i32", outStride: "i32", numHeads: "i32", scratch: "i32" },
  ({ numHeads, ...given }, locals) => {
    const { q, k, v, out, norms, headSize, queryLen } = given;
    return [
      forRange(locals.i32(), { to: numHeads }, [
        attendHead.call(given),
        [q, k, v, out].map((place) => place.set(place.add(headSize.mul(4)))),
        norms.set(norms.add(queryLen.mul(8))),
      ]),
    ];
  },
);

/** The gradients of all heads of one sentence. */
export const attentionGrad = defineFunction(
  "attentionGrad",
  { ...head, dOut: "i32", outStride: "i32", dq: "i32", dk: "i32", dv: "i32", numHeads: "i32", scratch: "i32" },
  ({ numHeads, ...given }, locals) => {
    const { q, k, v, dOut, dq, dk, dv, norms, headSize, queryLen } = given;
    return [
      forRange(locals.i32(), { to: numHeads }, [
        attendHeadGrad.call(given),
        [q, k, v, dOut, dq, dk, dv].map((place) => place.set(place.add(headSize.mul(4)))),
        norms.set(norms.add(queryLen.mul(8))),
      ]),
    ];
  },
);

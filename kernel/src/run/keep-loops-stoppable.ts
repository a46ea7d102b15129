import { setFlagsFromString } from "node:v8";

/**
 * Have V8 look for interrupts in every loop, before it compiles any of a cell. Since Node 24 it unrolls loops, and
 * takes that look out of loops around short ones, such as `for (;;) all.push(new Array(100).fill(1))`: once optimized,
 * nothing could end them any more, nor learn how full the heap is. Unrolling gains too little to be missed.
 */
export function keepLoopsStoppable(version: string = process.versions.node): void {
  // An older V8 has no such option, or does no harm with it.
  if (Number(version.split(".")[0]) >= 23) setFlagsFromString("--no-turboshaft-loop-unrolling");
}

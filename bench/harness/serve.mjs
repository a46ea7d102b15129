// @ts-check
// What a contestant written in JavaScript does: see contestant.mjs.
import { once as nextEvent } from "node:events";
import { createInterface } from "node:readline";

/** A run goes on for this many seconds, and gives the mean: a few milliseconds would measure what else the machine does. */
const atLeast = 0.25;

/**
 * @param {{ name: string, work: unknown, once: () => unknown, clock?: () => number }} contestant its clock gives
 * milliseconds, by default those on the wall; processorTime for what is said of one core
 */
export async function serve({ name, work, once, clock = () => performance.now() }) {
  console.log(JSON.stringify({ name, work }));
  const lines = createInterface({ input: process.stdin }).on("line", async () => {
    globalThis.gc?.(); // the run before pays for its own garbage
    const start = clock();
    let numTimes = 0;
    let seconds = 0;
    while (seconds < atLeast) {
      const done = once();
      if (done instanceof Promise) await done;
      numTimes++;
      seconds = (clock() - start) / 1000;
    }
    console.log(JSON.stringify({ seconds: seconds / numTimes }));
  });
  await nextEvent(lines, "close");
}

/** The milliseconds that this process has computed: what else the machine does isn't in them. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

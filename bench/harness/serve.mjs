// @ts-check
// What a contestant written in JavaScript does: see contestant.mjs.
import { once as nextEvent } from "node:events";
import { createInterface } from "node:readline";

/** A run goes on for this many seconds, and gives the mean: a few milliseconds would measure what else the machine does. */
const atLeast = 0.25;

/** @param {{ name: string, work: unknown, once: () => unknown }} contestant */
export async function serve({ name, work, once }) {
  console.log(JSON.stringify({ name, work }));
  const lines = createInterface({ input: process.stdin }).on("line", () => {
    globalThis.gc?.(); // the run before pays for its own garbage
    const start = performance.now();
    let numTimes = 0;
    let seconds = 0;
    while (seconds < atLeast) {
      once();
      numTimes++;
      seconds = (performance.now() - start) / 1000;
    }
    console.log(JSON.stringify({ seconds: seconds / numTimes }));
  });
  await nextEvent(lines, "close");
}

// @ts-check
// What a contestant written in JavaScript does: see contestant.mjs.
import { once as nextEvent } from "node:events";
import { createInterface } from "node:readline";

/** @param {{ name: string, work: unknown, once: () => unknown }} contestant */
export async function serve({ name, work, once }) {
  console.log(JSON.stringify({ name, work }));
  const lines = createInterface({ input: process.stdin }).on("line", () => {
    globalThis.gc?.(); // the run before pays for its own garbage
    const start = performance.now();
    once();
    console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000 }));
  });
  await nextEvent(lines, "close");
}

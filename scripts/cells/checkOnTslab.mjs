// @ts-check
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * A cell's code, and the place of what a compiler says of it: line and column from 0.
 * @typedef {{ line: number, column: number, code: number | string, message: string }} Finding
 */

/** Its compiler takes one core, and a second or two a notebook. */
const numThreads = 2;

/**
 * What stock tslab's compiler says of the cells of notebooks that lie in the working directory, which it takes for the
 * project's root.
 * @param {readonly (readonly string[])[]} notebooks the cells' sources
 * @returns {Promise<Finding[][][]>} by notebook and cell
 */
export async function checkOnTslab(notebooks) {
  const threads = Array.from({ length: numThreads }, async (_, thread) => {
    const workerData = notebooks.filter((cells) => notebooks.indexOf(cells) % numThreads === thread);
    const [found] = await once(new Worker(new URL("tslabThread.mjs", import.meta.url), { workerData }), "message");
    return /** @type {Finding[][][]} */ (found);
  });
  const found = await Promise.all(threads);
  return notebooks.map((_, i) => found[i % numThreads]?.[Math.floor(i / numThreads)] ?? []);
}

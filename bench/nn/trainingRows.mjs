// @ts-check
import { toRow } from "../harness/row.mjs";

/**
 * A training step against PyTorch's and native tfjs-node's.
 * @param {string} name
 * @param {number} target of the ratio to PyTorch's
 * @param {Awaited<ReturnType<typeof import("./raceWithPeers.mjs").raceWithPeers>>} raced
 */
export const trainingRows = (name, target, { ours, torch, native }) => [
  toRow({ name, unit: "ms", target }, ours, torch),
  toRow({ name, unit: "ms", target: 1 }, ours, native),
];

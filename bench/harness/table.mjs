// @ts-check

/** @typedef {import("./row.mjs").Row} Row */

const heads = ["", "ours", "(spread)", "theirs", "ratio", "target", "holds", "against"];

/**
 * A bench's results for people.
 * @param {{ bench: string, machine: Record<string, string | number>, rows: readonly Row[] }} result
 */
export function table({ bench, machine: { cpu, cores, memoryGB, os, node }, rows }) {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return [
    `${bench} on ${cpu}, ${cores} cores, ${memoryGB} GB, ${os}, Node ${node}`,
    "Medians; ratio = ours / theirs, so that lower is better.",
    ...lines.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
  ].join("\n");
}

/** @param {Row} row */
function cells({ name, unit, ours, spread: [least, most], runs, peer, reason, theirs, ratio, target, holds }) {
  return [
    name,
    `${short(ours)} ${unit}`,
    `(${short(least)} to ${short(most)}, ${runs} runs)`,
    theirs === null ? "-" : `${short(theirs)} ${unit}`,
    ratio === null ? "-" : short(ratio),
    `<= ${target}`,
    holds === null ? "-" : holds ? "yes" : "NO",
    peer ?? `nothing: ${reason}`,
  ];
}

/**
 * Three digits, which is more than runs agree on.
 * @param {number} value
 */
function short(value) {
  return String(Number(value.toPrecision(3)));
}

// @ts-check
import { stripVTControlCharacters } from "node:util";

/** @typedef {import("./runNotebooks.mjs").NotebookReport} NotebookReport */
/** @typedef {import("./runNotebooks.mjs").NotebookError} NotebookError */

/**
 * One line about a notebook's run, and below it what went wrong.
 * @param {NotebookReport} report
 * @param {{ width: number, colour: boolean }} look the width of the longest name, and whether escape codes may stay
 */
export function describeReport(report, { width, colour }) {
  const { notebook, ok, seconds, firstCellSeconds, cells, warnings, written, error } = report;
  const details = [
    ...(firstCellSeconds === undefined ? [] : [`first cell ${firstCellSeconds.toFixed(1)} s`]),
    `${cells} ${cells === 1 ? "cell" : "cells"}`,
  ];
  const lines = [
    `${ok ? "✓" : "✗"} ${notebook.padEnd(width)}  ${seconds.toFixed(1)} s (${details.join(", ")})`,
    ...warnings.map((warning) => `  ${notebook}: ${warning}`),
    ...(error === undefined ? [] : describeError(report, error)),
    ...(written === undefined ? [] : [`  written to ${written}`]),
  ];
  const text = lines.join("\n");
  return colour ? text : stripVTControlCharacters(text);
}

/**
 * @param {NotebookReport} report
 * @param {NotebookError} error
 */
function describeError({ notebook, path }, { message, cell, codeCells, position, positions, heading, code }) {
  if (cell === undefined) return [`  ${path}: ${message}`];
  const under = heading ? `, under "${heading}"` : "";
  return [
    "",
    `  ${notebook}: cell [${cell}] of ${codeCells}${under} (${position} of ${positions}, counting the text)`,
    "",
    ...(code ?? "").split("\n").map((line, index) => `  ${String(index + 1).padStart(4)} │ ${line}`),
    "",
    ...message.split("\n").map((line) => `  ${line}`),
    "",
  ];
}

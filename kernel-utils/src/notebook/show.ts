import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { isFrame, isRecords, toHtml, toText } from "../frame";
import { type Figure, describe } from "../plot";
import { type MimeBundle, display } from "./display";

/**
 * Show a value below the cell, at once: a chart of kernel-utils/plot, a table (a danfojs DataFrame or Series, or an array
 * of plain objects), text as it is, and anything else as Node writes it. Outside a kernel it prints the same as text.
 * @throws TypeError for undefined and for a promise
 */
export function show(value: unknown): void {
  display(bundleOf(value));
}

/**
 * A place below the cell that shows the newest of what it is given: a chart of a loss while a model learns, say. Outside a
 * kernel each value is printed.
 * @returns what shows a value in that place
 */
export function live(): (value: unknown) => void {
  const id = randomUUID();
  let isShown = false;
  return (value) => {
    display(bundleOf(value), { id, update: isShown });
    isShown = true;
  };
}

function bundleOf(value: unknown): MimeBundle {
  if (value === undefined) {
    throw new TypeError("show needs a value, got undefined; does the function that made it return one?");
  }
  if (value instanceof Promise) throw new TypeError("show needs a value, got a promise; await it first");
  if (isFigure(value)) return { "application/vnd.plotly.v1+json": value, "text/plain": describe(value) };
  if (isFrame(value) || isRecords(value)) return { "text/html": toHtml(value), "text/plain": toText(value) };
  return { "text/plain": typeof value === "string" ? value : inspect(value) };
}

function isFigure(value: unknown): value is Figure {
  if (typeof value !== "object" || value === null) return false;
  const { data, layout } = value as Partial<Figure>;
  return Array.isArray(data) && typeof layout === "object" && typeof layout?.title?.text === "string";
}

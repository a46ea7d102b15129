import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { isFrame, isRecords, toHtml, toText } from "../frame";
import { type Figure, describe } from "../plot";
import { type MimeBundle, display } from "./display";

/** Kernels for TypeScript ask an object for its own bundle by this name. */
const displaySymbol = Symbol.for("Jupyter.display");

/**
 * Show a value below the cell, at once: a chart of kernel-utils/plot, what has a `Symbol.for("Jupyter.display")` method as that
 * says, a table (a danfojs DataFrame or Series, or an array of plain objects), text as it is, and anything else as Node
 * writes it. Outside a kernel it prints the same as text.
 * @throws TypeError for undefined, for a promise, and for a method that gives no bundle with text/plain
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
  const own = ownBundle(value);
  if (own !== undefined) return own;
  if (isFrame(value) || isRecords(value)) return { "text/html": toHtml(value), "text/plain": toText(value) };
  return { "text/plain": typeof value === "string" ? value : inspect(value) };
}

function isFigure(value: unknown): value is Figure {
  if (typeof value !== "object" || value === null) return false;
  const { data, layout } = value as Partial<Figure>;
  return Array.isArray(data) && typeof layout === "object" && typeof layout?.title?.text === "string";
}

function ownBundle(value: unknown): MimeBundle | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const method = (value as Record<symbol, unknown>)[displaySymbol];
  if (typeof method !== "function") return undefined;
  const bundle: unknown = method.call(value);
  if (typeof (bundle as MimeBundle | null | undefined)?.["text/plain"] === "string") return bundle as MimeBundle;
  throw new TypeError(
    `Symbol.for("Jupyter.display") must give an object of MIME types with text/plain, got ${inspect(bundle)}`,
  );
}

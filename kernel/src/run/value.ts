import { inspect, types } from "node:util";
import { frameTable, recordsTable } from "./table";
import { tableHtml } from "./table-html";
import { tableText } from "./table-text";
import { withoutKernel } from "./without-kernel";

/** One thing in several formats: a MIME type each. */
export type MimeBundle = Record<string, unknown>;

/** A method of this name gives an object's own bundle; the one that Deno's kernel calls too. */
const displaySymbol = Symbol.for("Jupyter.display");

const inspectOptions = {
  colors: true,
  depth: 4,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  breakLength: 100,
} as const;
const longestText = 100_000;

/** Text for people, cut where it is too long to read, with a note of how much was cut. */
function textOf(value: unknown): string {
  const text = withoutKernel(inspect(value, inspectOptions));
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\u001b[39m … ${text.length - longestText} more characters`;
}

/**
 * How a cell's last value is shown: by its own `Symbol.for("Jupyter.display")` method, as a table, or inspected.
 * @returns undefined where there is nothing to show
 * @throws what the value's own method throws, and TypeError where that gives no bundle
 */
export async function bundleOf(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined) return undefined;
  const method = ownDisplay(value);
  if (method !== undefined) {
    const bundle: unknown = await method.call(value);
    if (typeof bundle === "object" && bundle !== null) return encoded(bundle as MimeBundle);
    throw new TypeError(`Symbol.for("Jupyter.display") must give an object of MIME types, got ${inspect(bundle)}`);
  }
  const frame = frameTable(value);
  if (frame !== undefined) return { "text/plain": tableText(frame), "text/html": tableHtml(frame) };
  const records = recordsTable(value);
  const text = { "text/plain": textOf(value) };
  return records === undefined ? text : { ...text, "text/html": tableHtml(records) };
}

/** A bundle whose binary formats are base64, as they travel. */
export function encoded(bundle: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [
      type,
      content instanceof Uint8Array
        ? Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("base64")
        : content,
    ]),
  );
}

function ownDisplay(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    const method = (value as Record<symbol, unknown>)[displaySymbol];
    return typeof method === "function" ? (method as () => unknown) : undefined;
  } catch (error) {
    if (types.isProxy(value)) return undefined; // one that lets nobody in
    throw error;
  }
}

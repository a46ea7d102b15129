import { describeValue } from "../core";
import { plainText } from "./plainText";
import type { Axis, AxisValue } from "./types";
import { finiteNumbers } from "./values";

/** Up to this many labels or whole numbers are all written; above, Plotly chooses. */
const maxTicks = 40;

/** White space as a label would be invisible: show it by signs. */
function visible(label: string): string {
  if (label === "") return "(empty)";
  if (label.trim() !== "") return label;
  return label.replaceAll(" ", "␣").replaceAll("\t", "⇥").replaceAll("\r", "␍").replaceAll("\n", "⏎");
}

/**
 * `values` as they stand on an axis: all numbers, or all labels if one of them is text.
 * @throws TypeError, RangeError if one is neither text nor a finite number, or there are none
 */
export function axisValues(name: string, values: ArrayLike<AxisValue>): AxisValue[] {
  const plain = Array.from(values);
  if (!plain.some((value) => typeof value === "string")) return finiteNumbers(name, plain as number[]);
  return plain.map((value, i) => {
    if (typeof value === "string" || Number.isFinite(value)) return plainText(visible(String(value)));
    throw new TypeError(`${name}[${i}] must be text or a finite number, got ${describeValue(value)}; give it a name`);
  });
}

/** An axis of quantities: counts, probabilities, losses. */
export function quantityAxis(title: string, isLog = false): Axis {
  return { title: { text: plainText(title) }, type: isLog ? "log" : "linear", automargin: true };
}

/** An axis of steps: 0, 1, 2, ... with no lines across the chart. */
export function stepAxis(title: string): Axis {
  return { ...quantityAxis(title), tickmode: "linear", tick0: 0, dtick: 1, showgrid: false, zeroline: false };
}

/** An axis that only gives room: its values mean nothing. */
export function emptyAxis(): Axis {
  return { ...quantityAxis(""), visible: false };
}

/** An axis of labels, never read as numbers or dates, in the order given. */
export function categoryAxis(title: string, labels: readonly string[]): Axis {
  const ticks = labels.length <= maxTicks ? { tickmode: "linear" as const, tick0: 0, dtick: 1 } : {};
  const categories = { categoryorder: "array" as const, categoryarray: [...labels] };
  return { ...quantityAxis(title), type: "category", ...categories, ...ticks };
}

/**
 * An axis with a place for each of `values`, and where on it each of them stands.
 * A label that comes twice keeps two places ("the cat and the dog"): Plotly's category axis would lay them over each
 * other, so such labels are written at positions 0, 1, 2, ... Few whole numbers are ticked one by one: there is no token 1.5.
 * @throws TypeError, RangeError as axisValues does
 */
export function placesAxis(name: string, title: string, values: ArrayLike<AxisValue>): { axis: Axis; at: AxisValue[] } {
  const at = axisValues(name, values);
  const labels = at.filter((value) => typeof value === "string") as string[];
  if (labels.length > 0 && new Set(labels).size === labels.length) return { axis: categoryAxis(title, labels), at };
  const axis = quantityAxis(title);
  if (labels.length > 0) {
    const positions = labels.map((_, i) => i);
    return { axis: { ...axis, tickmode: "array", tickvals: positions, ticktext: labels }, at: positions };
  }
  const isWhole = at.every((value) => Number.isInteger(value)) && at.length <= maxTicks / 2;
  const span = Math.max(...(at as number[])) - Math.min(...(at as number[]));
  return { axis: isWhole && span <= maxTicks / 2 ? { ...axis, tickmode: "linear", tick0: 0, dtick: 1 } : axis, at };
}

import { checkInteger, checkNumber } from "../core";
import { type Figure, lineChart } from "../plot";

/** Points of a curve at most: more are the means of as many stretches. */
const maxPoints = 200;

export interface LossCurveOptions {
  /** By default "Loss". */
  readonly title?: string;
  /** The corpus's entropy in the losses' unit: no model gets below it. By default unknown, and not drawn. */
  readonly floor?: number;
  /** Steps that were made before the first of these: an integer >= 0, by default 0. */
  readonly stepsBefore?: number;
}

/** Mean losses of stretches of steps; x is the last step of each. */
export function stretches(losses: readonly number[], stepsBefore: number): { x: number[]; y: number[] } {
  const width = Math.ceil(losses.length / maxPoints);
  const ends = Array.from({ length: Math.ceil(losses.length / width) }, (_, i) =>
    Math.min((i + 1) * width, losses.length),
  );
  const y = ends.map((end, i) => {
    const stretch = losses.slice(i * width, end);
    return stretch.reduce((sum, loss) => sum + loss, 0) / stretch.length;
  });
  return { x: ends.map((end) => stepsBefore + end), y };
}

/**
 * A chart of the losses of training, one a step, in nats a token, with the floor below which no model gets.
 * @throws RangeError when there are none, one isn't finite, or the floor isn't
 */
export function lossCurve(
  losses: readonly number[],
  { title = "Loss", floor, stepsBefore = 0 }: LossCurveOptions = {},
): Figure {
  checkInteger("stepsBefore", stepsBefore, 0);
  if (!(losses.length > 0)) throw new RangeError("losses must not be empty, got none; train a step first");
  const { x, y } = stretches(losses, stepsBefore);
  const curve = { name: "loss", x, y };
  const titles = { title, xTitle: "step", yTitle: "nats per token" };
  if (floor === undefined) return lineChart({ series: [curve], ...titles });
  checkNumber("floor", floor);
  const line = { name: "entropy of the corpus", x: [x[0]!, x.at(-1)!], y: [floor, floor] };
  return lineChart({ series: [curve, line], ...titles });
}

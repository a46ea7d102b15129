import { duration } from "./duration";
import { liveBar } from "./liveBar";
import { type LossCurveOptions, lossCurve, stretches } from "./lossCurve";
import { show } from "./show";

/** What is drawn of a step of training: `train` of kernel-utils/nn tells it. */
export interface TrainingReport {
  /** From 1 to `steps`. */
  readonly step: number;
  readonly steps: number;
  /** In nats a token. */
  readonly loss: number;
  readonly stepsPerSecond: number;
  /** NaN where tokens aren't counted. */
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
}

/**
 * Show training live: a bar with loss, tokens (or steps) a second and time left, and the losses so far as a small curve; after the last
 * step, the curve as a chart. To be passed on: `train({ ..., onStep: trainingProgress() })`; one for each training.
 */
export function trainingProgress({ title, floor }: Omit<LossCurveOptions, "stepsBefore"> = {}): (
  report: TrainingReport,
) => void {
  const draw = liveBar();
  const losses: number[] = [];
  return (report) => {
    const { step, steps } = report;
    losses.push(report.loss);
    const isFinished = step === steps;
    const below = () => (isFinished ? "" : sparkline(losses, floor));
    draw(() => ({ count: step, total: steps, text: textOf(report), below: below(), isFinished }), isFinished);
    if (isFinished) show(lossCurve(losses, { title, floor, stepsBefore: steps - losses.length }));
  };
}

function textOf({ step, steps, loss, stepsPerSecond, tokensPerSecond, secondsLeft }: TrainingReport): string {
  const tokens = `${Math.round(tokensPerSecond).toLocaleString("en")} tokens/s`;
  const speed = Number.isNaN(tokensPerSecond) ? `${stepsPerSecond.toFixed(1)} steps/s` : tokens;
  const left = step === steps ? "" : `, ${duration(secondsLeft)} left`;
  return `step ${step}/${steps}: loss ${loss.toFixed(3)}, ${speed}${left}`;
}

/** A curve without axes, as SVG: Plotly's charts in JupyterLab stay as they were first drawn. */
function sparkline(losses: readonly number[], floor: number | undefined): string {
  const { y } = stretches(losses, 0);
  const [width, height] = [320, 80];
  const top = Math.max(...y, floor ?? -Infinity);
  const bottom = Math.min(...y, floor ?? Infinity);
  const yOf = (value: number) => (4 + ((height - 8) * (top - value)) / (top - bottom || 1)).toFixed(1);
  const points = y.map((value, i) => `${((width * i) / Math.max(1, y.length - 1)).toFixed(1)},${yOf(value)}`);
  const line = (at: string, style: string) => `<polyline points="${at}" fill="none" ${style}/>`;
  const curve = line(points.join(" "), `stroke="#0072B2" stroke-width="2"`);
  const dashes = `stroke="#D55E00" stroke-dasharray="6 4"`;
  const below = floor === undefined ? "" : line(`0,${yOf(floor)} ${width},${yOf(floor)}`, dashes);
  return `<svg width="${width}" height="${height}" role="img" aria-label="loss so far">${curve}${below}</svg>`;
}

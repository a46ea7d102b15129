import { randomUUID } from "node:crypto";
import { checkInteger } from "../core";
import { escapeHtml } from "../frame";
import { display, isInKernel } from "./display";

export interface Progress {
  /** `n` more are done; an integer >= 0, by default 1. The last of `total` finishes the bar. */
  step(n?: number): void;
  /** Finish, even if not all was done: the bar shows where it stopped. */
  done(): void;
}

/** Between two updates, in ms: quick enough to look live, and far from the bursts at which tslab loses messages. */
const interval = 100;

/**
 * A live bar, updated in place: label, share done, time taken and time left.
 * On a terminal one line is rewritten; where output goes to a file, only the last state is written.
 * @param total how many steps there are, an integer >= 1
 * @throws RangeError if total is no such integer; step throws one if it goes past the total
 */
export function progress(label: string, total: number): Progress {
  checkInteger("total", total, 1);
  const start = performance.now();
  const draw = isInKernel() ? cellBar() : terminalBar();
  let count = 0;
  let drawnAt = -Infinity;
  let isFinished = false;

  function update(): void {
    const now = performance.now();
    if (!isFinished && now - drawnAt < interval) return;
    drawnAt = now;
    draw({ label, count, total, seconds: (now - start) / 1000, isFinished });
  }

  update();
  return {
    step(n = 1) {
      checkInteger("n", n, 0);
      if (count + n > total) {
        throw new RangeError(`step must not go past the total, got ${count} + ${n} of ${total}; start a new progress`);
      }
      count += n;
      isFinished = count === total;
      update();
    },
    done() {
      if (isFinished) return;
      isFinished = true;
      update();
    },
  };
}

interface State {
  label: string;
  count: number;
  total: number;
  seconds: number;
  isFinished: boolean;
}

function textOf({ label, count, total, seconds, isFinished }: State): string {
  const share = `${label}: ${count}/${total} (${Math.floor((100 * count) / total)} %), ${duration(seconds)}`;
  if (isFinished || count === 0) return share;
  return `${share}, ${duration((seconds / count) * (total - count))} left`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** A bar below the cell, replaced in place. */
function cellBar(): (state: State) => void {
  const id = randomUUID();
  let isShown = false;
  return (state) => {
    const text = textOf(state);
    const bar = `<progress value="${state.count}" max="${state.total}"></progress>`;
    const bundle = { "text/html": `<div>${bar} ${escapeHtml(text)}</div>`, "text/plain": text };
    display(bundle, { id, update: isShown });
    isShown = true;
  };
}

/** One line, rewritten where that is possible. */
function terminalBar(): (state: State) => void {
  const { stdout } = process;
  return (state) => {
    if (!stdout.isTTY && !state.isFinished) return;
    const rewrite = stdout.isTTY ? "\r\u001B[K" : "";
    stdout.write(`${rewrite}${textOf(state)}${state.isFinished ? "\n" : ""}`);
  };
}

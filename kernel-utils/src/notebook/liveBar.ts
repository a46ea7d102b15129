import { randomUUID } from "node:crypto";
import { escapeHtml } from "../frame";
import { display, isInKernel } from "./display";

/** What a bar shows: how far of how much, and in words. */
export interface BarState {
  readonly count: number;
  readonly total: number;
  readonly text: string;
  /** HTML below the bar, where that can be shown. */
  readonly below?: string;
  /** Whether this is its last state. */
  readonly isFinished: boolean;
}

/** Between two updates, in ms: quick enough to look live, and far from the bursts at which tslab loses messages. */
const interval = 100;

/**
 * A bar that is updated in place, seldom enough whoever calls it how often. On a terminal one line is rewritten; where
 * output goes to a file, only the last state is written.
 * @returns what shows a state; `state` is called only where it's time for one, and at the end
 */
export function liveBar(): (state: () => BarState, isFinished: boolean) => void {
  const draw = isInKernel() ? cellBar() : terminalBar();
  let drawnAt = -Infinity;
  return (state, isFinished) => {
    const now = performance.now();
    if (!isFinished && now - drawnAt < interval) return;
    drawnAt = now;
    draw(state());
  };
}

/** A bar below the cell, replaced in place. */
function cellBar(): (state: BarState) => void {
  const id = randomUUID();
  let isShown = false;
  return ({ count, total, text, below = "" }) => {
    const bar = `<progress value="${count}" max="${total}"></progress>`;
    const bundle = { "text/html": `<div>${bar} ${escapeHtml(text)}</div>${below}`, "text/plain": text };
    display(bundle, { id, update: isShown });
    isShown = true;
  };
}

/** One line, rewritten where that is possible. */
function terminalBar(): (state: BarState) => void {
  const { stdout } = process;
  return ({ text, isFinished }) => {
    if (!stdout.isTTY && !isFinished) return;
    const rewrite = stdout.isTTY ? "\r\u001B[K" : "";
    stdout.write(`${rewrite}${text}${isFinished ? "\n" : ""}`);
  };
}

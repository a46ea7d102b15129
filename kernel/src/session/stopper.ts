import { clearAsyncStack, type Execution, executions, isInCell, KeyboardInterrupt } from "../run";
import type { Interrupt, Verdict } from "../wire";

/** Milliseconds that a stopped cell has to end by itself, its `finally` blocks included, before the kernel goes on. */
const grace = 400;
/** Milliseconds that it has when what it ran was ended: most often nothing is left that could go on. */
const rest = 50;
/** Milliseconds that a loop of the cell's own has to reach its next check. */
const patience = 40;
/** Milliseconds for which loops of what the cell left in the background go on looking for the interrupt. */
const aftermath = 2000;

interface Guarded {
  readonly execution: Execution;
  readonly giveUp: (error: Error) => void;
}

/** Ends running cells when the front end says stop. */
export interface Stopper {
  /**
   * The outcome of `work`, or a KeyboardInterrupt when the cell was stopped and did not end by itself.
   */
  guard<T>(execution: Execution, work: () => Promise<T>): Promise<T>;
  /** What to do with the JavaScript that an interrupt broke into. */
  interrupt(interrupt: Interrupt): Verdict;
}

/** What a stopped cell says when nothing of it could run any more. */
export const ungently = "the cell was stopped; it could not be ended gently, so its `finally` blocks did not run";

/** @param setStopping makes the loops of cells look for an interrupt */
export function createStopper(setStopping: (isStopping: boolean) => void): Stopper {
  let current: Guarded | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let since = 0;
  return {
    async guard(execution, work) {
      const abandoned = new Promise<never>((_, reject) => {
        current = { execution, giveUp: reject };
      });
      try {
        return await Promise.race([work(), abandoned]);
      } finally {
        current = undefined;
      }
    },
    interrupt({ stack }) {
      const stopped = current;
      if (stopped === undefined) return isInCell(stack) && ends();
      if (!stopped.execution.isCancelled) {
        setStopping(true);
        clearTimeout(quiet);
        quiet = ownTimer(() => setStopping(false), aftermath);
        since = performance.now();
        stopped.execution.cancel();
        ownTimer(() => giveUp(stopped), grace);
      }
      // A loop of the cell's own ends at its next check, with its `finally` blocks, and the kernel's own work soon by
      // itself; all else is ended here and now.
      const endsItself = stack !== "" && (isOwnCode(stack) || !isInCell(stack));
      if (endsItself && performance.now() - since < patience) return "later";
      if (stack !== "") ownTimer(() => giveUp(stopped), rest);
      return ends();
    },
  };
}

/** A timer of the kernel's own: an interrupt comes in the midst of a cell, whose timers end with it. */
const ownTimer = (callback: () => void, delay: number): NodeJS.Timeout =>
  executions.exit(() => setTimeout(callback, delay));

const giveUp = (stopped: Guarded): void => stopped.giveUp(new KeyboardInterrupt(ungently));

/** The verdict that what runs is to be ended. */
function ends(): true {
  clearAsyncStack();
  return true;
}

/** Whether the innermost frame lies in a cell, apart from its check and from functions without a script (Math.random). */
function isOwnCode(stack: string): boolean {
  const innermost = stack.split("\n").find((frame) => !/cell-runtime\.js|node:|\(<anonymous>\)/.test(frame));
  return isInCell(innermost ?? "");
}

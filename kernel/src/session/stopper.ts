import { type Execution, KeyboardInterrupt } from "../run";
import type { Interrupt } from "../wire";

/** Milliseconds that a stopped cell has to end by itself, its `finally` blocks included. */
const grace = 400;
/** Milliseconds for which loops of what the cell left in the background go on looking for the interrupt. */
const aftermath = 2000;

/** Ends running cells when the front end says stop. */
export interface Stopper {
  /**
   * The outcome of `running`, or a KeyboardInterrupt when the cell was stopped and did not end by itself.
   */
  guard<T>(execution: Execution, running: Promise<T>): Promise<T>;
  /** What to do with the JavaScript that an interrupt broke into: true ends it, false lets it end by itself. */
  interrupt(interrupt: Interrupt): boolean;
}

/** @param setStopping makes the loops of cells look for an interrupt */
export function createStopper(setStopping: (isStopping: boolean) => void): Stopper {
  let current: { readonly execution: Execution; readonly giveUp: (error: Error) => void } | undefined;
  let quiet: NodeJS.Timeout | undefined;
  return {
    async guard(execution, running) {
      const abandoned = new Promise<never>((_, reject) => {
        current = { execution, giveUp: reject };
      });
      try {
        return await Promise.race([running, abandoned]);
      } finally {
        current = undefined;
      }
    },
    interrupt({ stack }) {
      const stopped = current;
      if (stopped === undefined) return stack.includes("cell_");
      const isFirst = !stopped.execution.isCancelled;
      setStopping(true);
      clearTimeout(quiet);
      quiet = setTimeout(setStopping, aftermath, false).unref();
      if (isFirst) {
        stopped.execution.cancel();
        const message = "the cell was stopped; it could not be ended gently, so its `finally` blocks did not run";
        setTimeout(() => stopped.giveUp(new KeyboardInterrupt(message)), grace);
      }
      // A loop of the cell's own ends at its next check, with its `finally` blocks. All else is ended here and now,
      // and so is what an interrupt finds still running the second time.
      return !isFirst || !isOwnCode(stack);
    },
  };
}

/** Whether the innermost frame lies in a cell. */
function isOwnCode(stack: string): boolean {
  return /^\s*at .*\bcell_\d+\.ts:/.test(stack.split("\n")[0] ?? "");
}

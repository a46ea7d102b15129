import { clearTimeout, setTimeout } from "../own-clock";
import { clearAsyncStack, type Execution, isInCell, isOfOthers, KeyboardInterrupt } from "../run";
import type { Interrupt } from "../wire";

/** Milliseconds that a stopped cell has to reach its next `await` or the next turn of a loop of its own. */
const patience = 30;
/** Milliseconds that it has to put things in order, its `finally` blocks, before the kernel goes on without it. */
const grace = 400;
/** Milliseconds that it has for that when what it ran was torn: most often nothing is left that could go on. */
const rest = 20;
/** Milliseconds that a step which must not be torn has to reach its end. */
const stepTime = 2000;
/** Milliseconds after which a library's work that no cell waits for is taken for what the reader wants to be stopped. */
const stuckTime = 1000;
/** Milliseconds for which loops of what the cell left in the background go on looking for the interrupt. */
const aftermath = 2000;

const tornMessage = "the cell was stopped; it could not be ended gently, so its `finally` blocks did not run";
const lateMessage = `the cell was stopped; it did not end within ${grace} ms, so not all of its \`finally\` blocks ran`;

/** Ends running cells when the front end says stop. */
export interface Stopper {
  /**
   * Run a cell: what interrupts its request stops it, and nothing else does.
   * @throws KeyboardInterrupt when it was stopped, whatever it made of that
   */
  run<T>(requestId: number, execution: Execution, work: () => Promise<T>): Promise<T>;
  /** @returns whether the JavaScript that an interrupt finds at work is to be ended as it stands */
  interrupt(interrupt: Interrupt): boolean;
}

/**
 * @param setStopping makes the loops of cells look for an interrupt
 * @param leaveEvaluations leaves behind those that never settle; called before one is ended
 */
export function createStopper(setStopping: (isStopping: boolean) => void, leaveEvaluations: () => void): Stopper {
  let current: Stoppable | undefined;
  let quiet: NodeJS.Timeout | undefined;
  /** Milliseconds from the interrupt to when something unbroken was last at work. */
  let unbrokenUntil = 0;

  function stop({ execution }: Stoppable, isRunning: boolean): void {
    setStopping(true);
    clearTimeout(quiet);
    quiet = setTimeout(() => setStopping(false), aftermath);
    setTimeout(() => execution.abandon(new KeyboardInterrupt(lateMessage)), grace);
    execution.cancel(isRunning);
  }

  return {
    async run(requestId, execution, work) {
      const own: Stoppable = { requestId, execution, isTorn: false };
      current = own;
      try {
        return await work();
      } catch (error) {
        throw execution.isCancelled ? interruptOf(error, own.isTorn) : error;
      } finally {
        current = undefined;
        // What it left in the background ends too.
        if (execution.isCancelled) execution.abandon(new KeyboardInterrupt());
      }
    },
    interrupt({ requestId, stack, age, isStuck, isUninterruptible }) {
      // Another cell than it means, or none, when its own has ended or has yet to begin.
      const stopped = current?.requestId === requestId ? current : undefined;
      if (stopped !== undefined && !stopped.execution.isCancelled) stop(stopped, stack !== "");
      // The kernel's own work is soon done, and half of it is worse than none. So is most of a library's in an idle kernel.
      const isIdle = requestId === undefined && !(isStuck && age > stuckTime);
      const isSpared = isUninterruptible || (isIdle ? !isInCell(stack) : !isOfOthers(stack));
      // What is stuck ran when the interrupt came; what isn't may be another cell's.
      const time = isStuck ? patience : stopped === undefined ? Infinity : grace;
      if (age === 0) unbrokenUntil = 0;
      else if (age < stepTime && stack.includes(unbrokenFrame)) unbrokenUntil = age;
      if (isSpared || age - unbrokenUntil < time) return false;
      if (stopped !== undefined) {
        stopped.isTorn = true;
        leaveEvaluations();
        setTimeout(() => stopped.execution.abandon(new KeyboardInterrupt(tornMessage)), rest);
      }
      clearAsyncStack();
      return true;
    },
  };
}

/**
 * Do something that had better not be torn: an interrupt that comes meanwhile waits for its end, if that comes soon. It does
 * nothing but stand on the stack, where `interrupt` sees it.
 */
export function unbroken<T>(work: () => T): T {
  return work();
}
const unbrokenFrame = `${unbroken.name} (${__filename}`;

/** A cell that runs. */
interface Stoppable {
  readonly requestId: number;
  readonly execution: Execution;
  /** Whether JavaScript of it was ended as it ran. */
  isTorn: boolean;
}

/** What a stopped cell ends with: the interrupt, with what came of it. */
function interruptOf(error: unknown, isTorn: boolean): KeyboardInterrupt {
  if (isTorn) return new KeyboardInterrupt(tornMessage);
  return error instanceof KeyboardInterrupt ? error : new KeyboardInterrupt(undefined, { cause: error });
}

import { now } from "../own-clock";
import { type HookAnswer, type InterruptCall, interruptExpression, interruptSymbol } from "./interrupt-call";
import type { Interrupt } from "./protocol";

/** The main thread's side of an interrupt. */
export interface InterruptHook {
  remove(): void;
}

/** How an interrupt is dealt with. */
export interface InterruptActions {
  /** Whether the main thread has the request: it is handed over by a message, which the interrupt may overtake. */
  readonly hasReceived: (requestId: number) => boolean;
  /** Whether the main thread has the request and has not answered it. */
  readonly isOpen: (requestId: number) => boolean;
  /** Whether the main thread has been back in its event loop since the interrupt. */
  readonly isBack: (call: InterruptCall) => boolean;
  /** Tell of the interrupt. @returns whether what runs is to be ended */
  readonly interrupt: (call: InterruptCall, interrupt: Omit<Interrupt, "requestId">) => boolean;
  /** Have what runs ended, right after the hook. */
  readonly terminate: () => void;
}

/**
 * Let the sockets' thread break into this thread. It evaluates a call of this hook here, which the inspector does also
 * in the midst of a loop. So it is known for certain whether anything runs, and what: nothing is ended that isn't
 * there any more, which would end whatever the event loop does next, and the process with it.
 * The first call only tells of the interrupt; later ones also end what still runs. (A termination takes effect at the
 * next function or turn of a loop: after what runs but a moment, that would be another's.)
 */
export function installInterruptHook(actions: InterruptActions): InterruptHook {
  let last = { id: 0, since: 0 };
  /** The last one whose request was not here yet. */
  let early = { id: 0, since: 0 };
  // A cell that was answered may still hold the event loop, by promises that beget promises.
  const isOver = (call: InterruptCall, stack: string): boolean =>
    !actions.isOpen(call.requestId) && (stack === "" || actions.isBack(call));
  const hook = (call: InterruptCall): HookAnswer => {
    const stack = interruptedStack();
    const isUninterruptible = stack.includes(uninterruptibleFrame);
    /** Tell of it, and end what runs if that may be. */
    const interrupt = (meant: InterruptCall, since: number): void => {
      const told = { stack, age: now() - since, isStuck: !actions.isBack(call), isUninterruptible };
      if (actions.interrupt(meant, told) && stack !== "" && !isUninterruptible) actions.terminate();
    };
    if (call.id > last.id) {
      if (!actions.hasReceived(call.requestId)) {
        if (early.id !== call.id) early = { id: call.id, since: now() };
        // What keeps the event loop from hearing of the request is none of its own.
        interrupt({ ...call, requestId: 0 }, early.since);
        return "later";
      }
      last = { id: call.id, since: now() };
      // Answered meanwhile: another cell may run now.
      if (call.requestId === 0 || actions.isOpen(call.requestId))
        actions.interrupt(call, { stack, age: 0, isStuck: false, isUninterruptible });
    } else if (!isOver(call, stack)) {
      // Told again also where nothing is ended: the first time, the cell may have been about to begin.
      interrupt(call, last.since);
    }
    return isOver(call, stack) ? "done" : "later";
  };
  Object.defineProperty(globalThis, interruptSymbol, { value: hook, configurable: true });
  return { remove: () => void Reflect.deleteProperty(globalThis, interruptSymbol) };
}

/**
 * Do something that an interrupt must not tear: one that comes meanwhile waits for its end. It does nothing but stand
 * on the stack, where the hook sees it: code that is ended leaves no counter behind, not even in a `finally`.
 */
export function uninterruptible<T>(work: () => T): T {
  return work();
}
// As a method it is `Object.uninterruptible` there.
const uninterruptibleFrame = `${uninterruptible.name} (${__filename}`;

/** The stack below the hook: what the interrupt broke into. */
function interruptedStack(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  // A cell may have set either.
  Object.assign(Error, { stackTraceLimit: 500, prepareStackTrace: undefined });
  const lines = (new Error("interrupt").stack ?? "").split("\n");
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  const own = lines.findIndex((line) => line.includes(interruptExpression.sourceName));
  return lines.slice(own + 1).join("\n");
}

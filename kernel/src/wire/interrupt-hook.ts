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
  readonly mayEnd: (call: InterruptCall, interrupt: Omit<Interrupt, "requestId">) => boolean;
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
    if (call.id > last.id) {
      if (!actions.hasReceived(call.requestId)) {
        if (early.id !== call.id) early = { id: call.id, since: performance.now() };
        // What keeps the event loop from hearing of the request is none of its own.
        const interrupt = { stack, age: performance.now() - early.since, isStuck: !actions.isBack(call) };
        const isFree = stack !== "" && !stack.includes(uninterruptibleFrame);
        if (isFree && actions.mayEnd({ ...call, requestId: 0 }, interrupt)) actions.terminate();
        return "later";
      }
      last = { id: call.id, since: performance.now() };
      // Answered meanwhile: another cell may run now.
      if (call.requestId === 0 || actions.isOpen(call.requestId))
        actions.mayEnd(call, { stack, age: 0, isStuck: false });
    } else if (!stack.includes(uninterruptibleFrame) && !isOver(call, stack)) {
      const interrupt = { stack, age: performance.now() - last.since, isStuck: !actions.isBack(call) };
      if (actions.mayEnd(call, interrupt) && stack !== "") actions.terminate();
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

import { type HookAnswer, type InterruptCall, interruptExpression, interruptSymbol } from "./interrupt-call";
import type { Verdict } from "./protocol";

/** The main thread's side of an interrupt. */
export interface InterruptHook {
  remove(): void;
}

/** How an interrupt is dealt with. */
export interface InterruptActions {
  /** Whether the main thread has the request: it is handed over by a message, which the interrupt may overtake. */
  readonly hasReceived: (requestId: number) => boolean;
  /** Whether the main thread has been back in its event loop since the interrupt. */
  readonly isBack: (call: InterruptCall) => boolean;
  /** Tell of the interrupt. `stack` is "" when nothing runs. */
  readonly onInterrupt: (call: InterruptCall, stack: string) => void;
  /** Say whether what runs on and on is to be ended. */
  readonly onStuck: (call: InterruptCall, stack: string) => Verdict;
  /** Have what runs ended, right after the hook. @returns whether it will be */
  readonly terminate: () => boolean;
}

/**
 * Let the sockets' thread break into this thread. It evaluates a call of this hook here, which the inspector does also
 * in the midst of a loop. So it is known for certain whether anything runs, and what: nothing is ended that isn't
 * there any more, which would end whatever the event loop does next, and the process with it.
 * The first call tells of the interrupt; later ones end what has not come back to the event loop since. (A termination
 * takes effect at the next function or turn of a loop: after what runs but a moment, that would be another's.)
 */
export function installInterruptHook(actions: InterruptActions): InterruptHook {
  let lastId = 0;
  const hook = (call: InterruptCall): HookAnswer => {
    const stack = interruptedStack();
    // Two may be under way, of which the shutdown's is the later.
    if (call.id > lastId) {
      if (!actions.hasReceived(call.requestId)) return "later";
      lastId = call.id;
      actions.onInterrupt(call, stack);
      return stack === "" ? "done" : "later";
    }
    if (stack === "" || actions.isBack(call)) return "done";
    if (stack.includes(wholeFrame)) return "later";
    const verdict = actions.onStuck(call, stack);
    if (verdict === "later") return "later";
    return !verdict || actions.terminate() ? "done" : "later";
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
const wholeFrame = `${uninterruptible.name} (${__filename}`;

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

import type { Session } from "node:inspector";
import { interruptExpression, interruptSymbol, type InterruptReason } from "./interrupt-call";

/** The main thread's side of an interrupt. */
export interface InterruptHook {
  /** Do something that an interrupt must not tear: one that comes meanwhile ends the caller right after. */
  uninterruptible<T>(work: () => T): T;
  remove(): void;
}

/** Says whether the JavaScript of that stack ("" for none) is to be ended. */
export type Decide = (reason: InterruptReason, stack: string) => boolean;

/**
 * Let the sockets' thread break into this thread. It evaluates a call of this hook here, which the inspector does also
 * in the midst of a loop. So it is known for certain whether anything runs, and what: nothing is ended that isn't
 * there any more, which would end whatever the event loop does next, and the process with it.
 */
export function installInterruptHook(decide: Decide): InterruptHook {
  let session: Session | undefined;
  let numWhole = 0;
  let isDue = false;
  const terminate = (): void => {
    if (session === undefined) {
      // Needed by who interrupts, and by nobody's start.
      const { Session } = require("node:inspector") as typeof import("node:inspector");
      session = new Session();
      session.connect();
    }
    session.post("Runtime.terminateExecution");
  };
  const hook = (reason: InterruptReason): void => {
    const stack = interruptedStack();
    if (!decide(reason, stack) || stack === "") return;
    if (numWhole > 0) isDue = true;
    else terminate();
  };
  Object.defineProperty(globalThis, interruptSymbol, { value: hook, configurable: true });
  return {
    uninterruptible(work) {
      numWhole += 1;
      try {
        return work();
      } finally {
        numWhole -= 1;
        if (isDue && numWhole === 0) {
          isDue = false;
          terminate();
        }
      }
    },
    remove() {
      Reflect.deleteProperty(globalThis, interruptSymbol);
      session?.disconnect();
      session = undefined;
    },
  };
}

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

/** Where the main thread's hook is found. */
export const interruptSymbol = Symbol.for("next-token-kernel.interrupt");

const sourceName = "next-token-kernel:interrupt";

/** What the hook says: it did what was to be done, or what is to be interrupted has yet to begin. */
export type HookAnswer = "done" | "later";

/** An interrupt on its way to the main thread. */
export interface InterruptCall {
  /** Each interrupt has its own, however often the hook is called for it. */
  readonly id: number;
  /** The execute_request that was being handled when the front end said stop, or shutdown; 0 when none was. */
  readonly requestId: number;
}

/** What is evaluated in the main thread; its source's name marks where the interrupted stack begins. */
export const interruptExpression = {
  sourceName,
  of: (call: InterruptCall): string =>
    `globalThis[Symbol.for("${interruptSymbol.description}")]?.(${JSON.stringify(call)})\n//# sourceURL=${sourceName}`,
};

/** Where the main thread's hook is found. */
export const interruptSymbol = Symbol.for("next-token-kernel.interrupt");

export type InterruptReason = "interrupt" | "shutdown";

const sourceName = "next-token-kernel:interrupt";

/** What is evaluated in the main thread; its source's name marks where the interrupted stack begins. */
export const interruptExpression = {
  sourceName,
  of: (reason: InterruptReason): string =>
    `globalThis[Symbol.for("next-token-kernel.interrupt")]?.("${reason}")\n//# sourceURL=${sourceName}`,
};

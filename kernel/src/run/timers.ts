import { createRequire, syncBuiltinESMExports } from "node:module";
import { clearInterval } from "../own-clock";
import { executions } from "./execution";
import type { Repl } from "./repl";

type Callback = (...args: unknown[]) => void;
type Schedule = (callback: Callback, ...args: unknown[]) => unknown;

/**
 * Let timers and immediates run inside an evaluation, where an interrupt can end them, and not at all once the cell
 * that set them was interrupted, but for those that it sets while it puts things in order.
 * @returns a function that puts Node's own back
 */
export function guardTimers(repl: Repl): () => void {
  const guard =
    (schedule: Schedule): Schedule =>
    (callback, ...args) => {
      const execution = executions.getStore();
      // Not a function: Node's own error says it best. No execution: the kernel's own timer, or a library's.
      if (typeof callback !== "function" || execution === undefined) return schedule(callback, ...args);
      const { isCancelled: isAfterwards } = execution;
      const guarded: Callback = (...values) => {
        if (execution.isAbandoned || (execution.isCancelled && !isAfterwards)) {
          // An interval would go on for good.
          clearInterval(timer as NodeJS.Timeout);
        } else repl.call(() => callback(...values));
      };
      const timer = schedule(guarded, ...args);
      return timer;
    };
  const targets = [globalThis, createRequire(__filename)("node:timers")] as Record<string, Schedule>[];
  const names = ["setTimeout", "setInterval", "setImmediate"] as const;
  const originals = names.map((name) => [name, globalThis[name] as unknown as Schedule] as const);
  for (const [name, original] of originals) {
    // util.promisify(setTimeout) and the like read properties of the function: they stay as they were.
    const own = Object.defineProperties(guard(original), Object.getOwnPropertyDescriptors(original)) as Schedule;
    for (const target of targets) target[name] = own;
  }
  // Cells that import them by name get these too.
  syncBuiltinESMExports();
  return () => {
    for (const target of targets) for (const [name, original] of originals) target[name] = original;
    syncBuiltinESMExports();
  };
}

import { Session } from "node:inspector";
import { interruptExpression, type InterruptReason } from "./interrupt-call";

/** Milliseconds until the hook is called again, and how often. */
const pause = 5;
const maxAttempts = 20;

let isUnderWay = false;

/**
 * Call the main thread's interrupt hook, in the midst of whatever that thread runs. Only from a worker.
 * An interrupt that comes while another one is under way is the same one.
 */
export function interruptMain(reason: InterruptReason): void {
  if (isUnderWay && reason === "interrupt") return;
  isUnderWay = true;
  // A session of its own each time: one that stays would hold up the process's end.
  const session = new Session();
  session.connectToMainThread();
  const call = (attempt: number): void =>
    session.post("Runtime.evaluate", { expression: interruptExpression.of(reason), silent: true }, (error) => {
      // One that comes right after another is ended in its place, and what it was to end runs on: once more.
      if (error !== null && attempt < maxAttempts) return void setTimeout(call, pause, attempt + 1);
      isUnderWay = false;
      session.disconnect();
    });
  call(1);
}

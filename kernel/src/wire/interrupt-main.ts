import { Session } from "node:inspector";
import { interruptExpression, type InterruptReason } from "./interrupt-call";

let isUnderWay = false;

/**
 * Call the main thread's interrupt hook, in the midst of whatever that thread runs. Only from a worker.
 * One at a time: an interrupt that comes while another one is under way is the same one.
 */
export function interruptMain(reason: InterruptReason): void {
  if (isUnderWay && reason === "interrupt") return;
  isUnderWay = true;
  // A session of its own each time: one that stays would hold up the process's end.
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.evaluate", { expression: interruptExpression.of(reason), silent: true }, () => {
    isUnderWay = false;
    session.disconnect();
  });
}

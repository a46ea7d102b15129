import { type Runtime, Session } from "node:inspector";
import { type HookAnswer, type InterruptCall, interruptExpression } from "./interrupt-call";

/** Milliseconds until the hook is called again, and how long that goes on. */
const pause = 10;
const patience = 3000;

/** Calls the main thread's interrupt hook, in the midst of whatever that thread runs. Only in a worker. */
export class Interrupter {
  readonly #tell: (id: number) => void;
  #numCalls = 0;
  /** The requests whose interrupt is under way. */
  readonly #underWay = new Set<number>();
  #isOver = false;
  /** One for each interrupt that is under way: one that stays would hold up the process's end. */
  readonly #sessions = new Set<Session>();

  /** @param tell sends the main thread a message, which it hears when it is back in its event loop */
  constructor(tell: (id: number) => void) {
    this.#tell = tell;
  }

  /** @param requestId the execute_request that is being handled; 0 when none is */
  interrupt(requestId: number): void {
    // One under way goes on until its cell has ended.
    if (this.#isOver || this.#underWay.has(requestId)) return;
    this.#underWay.add(requestId);
    this.#numCalls += 1;
    const id = this.#numCalls;
    this.#tell(id);
    // Beside one that means an earlier cell, or none: that may have to wait until this one's cell lets go of the thread.
    this.#callHook({ id, requestId }, () => this.#underWay.delete(requestId));
  }

  /** Break into the main thread no more. */
  stop(): void {
    this.#isOver = true;
    for (const session of this.#sessions) session.disconnect();
  }

  #callHook(call: InterruptCall, onDone: () => void): void {
    const session = new Session();
    session.connectToMainThread();
    this.#sessions.add(session);
    const deadline = performance.now() + patience;
    const parameters = { expression: interruptExpression.of(call), silent: true };
    const post = (): void => {
      if (this.#isOver) return;
      session.post("Runtime.evaluate", parameters, (error: Error | null, reply?: Runtime.EvaluateReturnType) => {
        // An error: an earlier termination ended the call in the place of what it was for.
        const isLater = error !== null || (reply?.result.value as HookAnswer | undefined) === "later";
        if (isLater && performance.now() < deadline) return void setTimeout(post, pause);
        session.disconnect();
        this.#sessions.delete(session);
        onDone();
      });
    };
    post();
  }
}

/** End what the main thread runs; it waits for this, see termination.ts. */
export function terminateMain(): void {
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => session.disconnect());
}

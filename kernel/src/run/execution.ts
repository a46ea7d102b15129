import { AsyncLocalStorage } from "node:async_hooks";
import { queueMicrotask } from "../own-clock";
import type { Parent } from "../wire";
import { KeyboardInterrupt } from "./keyboard-interrupt";

/**
 * One run of one cell, from its request to the end of all that it began.
 * What a cell starts in the background (timers, promises, listeners) still belongs to its execution.
 */
export class Execution {
  readonly #abort = new AbortController();
  /** How to refuse each promise that the cell's own code waits for. */
  readonly #refusals = new Set<(reason: unknown) => void>();
  readonly #disposals: (() => unknown)[] = [];
  #isAbandoned = false;
  /** Whether the code that the interrupt broke into runs on: its next `await` is refused as if it had come before. */
  #isBreaking = false;
  #giveUp!: (reason: KeyboardInterrupt) => void;
  readonly #abandoned = new Promise<never>((_, reject) => (this.#giveUp = reject));
  /** The value of the cell's last expression. */
  result: unknown;

  /**
   * @param parent the request, for whatever is sent about this execution
   * @param run tells it from all others; the number in the cell's prompt, where it has one
   */
  constructor(
    readonly parent: Parent,
    readonly run: number,
    readonly allowsInput: boolean,
  ) {
    this.#abandoned.catch(() => undefined);
  }

  /** Whether it was interrupted: from then on it may only put things in order. */
  get isCancelled(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Whether nothing of it may run any more. */
  get isAbandoned(): boolean {
    return this.#isAbandoned;
  }

  /** Aborted when this execution is interrupted, with a KeyboardInterrupt as its reason. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Interrupt what can be interrupted: every pending await of the cell throws, and whoever listens to the signal hears
   * it. What it awaits from then on is awaited: a `finally` block may close a file.
   * @param isRunning whether the interrupt broke into code of the cell
   */
  cancel(isRunning: boolean): void {
    // What listeners await is awaited.
    const refusals = this.#takeRefusals();
    // Who listens is the cell's code: it must find its own cell's signal.
    executions.run(this, () => this.#abort.abort(new KeyboardInterrupt()));
    // A timer that it has just set is silent from now on: an `await` of that would never end.
    this.#isBreaking = isRunning;
    if (isRunning) queueMicrotask(() => (this.#isBreaking = false));
    for (const refuse of refusals) refuse(this.signal.reason);
  }

  /** Go on without a cancelled execution: all that it awaits, now and later, throws, and its timers are silent. */
  abandon(reason: KeyboardInterrupt): void {
    this.#isAbandoned = true;
    for (const refuse of this.#takeRefusals()) refuse(this.signal.reason);
    this.#giveUp(reason);
  }

  /** The outcome of `work`; the interrupt, when the execution is abandoned first. */
  orAbandoned<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#abandoned]);
  }

  /** What an `await` of the cell awaits: the outcome of `awaited`, or the interrupt when it comes first. */
  wait<T>(awaited: T): Promise<Awaited<T>> {
    return new Promise((resolve, reject) => {
      // Also what is abandoned is listened to: its own failure, later, is nobody's any more.
      const settled = Promise.resolve(awaited).then(resolve, reject);
      if (this.#isAbandoned || this.#isBreaking) return reject(this.signal.reason);
      this.#refusals.add(reject);
      void settled.finally(() => this.#refusals.delete(reject));
    });
  }

  /** Dispose of a resource when the cell has ended. */
  use<T>(resource: T, isAsync: boolean): T {
    if (resource === null || resource === undefined) return resource;
    const methods = resource as Record<symbol, (() => unknown) | undefined>;
    const dispose = (isAsync ? methods[Symbol.asyncDispose] : undefined) ?? methods[Symbol.dispose];
    if (typeof dispose !== "function") {
      throw new TypeError("what `using` declares must have a [Symbol.dispose] method, or be null or undefined");
    }
    this.#disposals.push(() => dispose.call(resource));
    return resource;
  }

  /** Dispose of what the cell declared with `using`, last first. */
  async dispose(): Promise<void> {
    for (const dispose of this.#disposals.splice(0).toReversed()) await dispose();
  }

  #takeRefusals(): ((reason: unknown) => void)[] {
    const refusals = [...this.#refusals];
    this.#refusals.clear();
    return refusals;
  }
}

/** The execution that the running code belongs to, also in its timers and continuations. */
export const executions = new AsyncLocalStorage<Execution>();

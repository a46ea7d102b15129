import { type Runtime, Session } from "node:inspector";
import { executions } from "./execution";

/** How the evaluation of a piece of code ended. */
export type Outcome =
  /** To its end; a cell hands over its value by itself, see CellRuntime.result. */
  | { readonly kind: "ended" }
  | { readonly kind: "thrown"; readonly thrown: unknown }
  /** Terminated from outside: no value, no error, no `finally`. */
  | { readonly kind: "terminated" };

/** Where a value is put on its way from the inspector's protocol, which knows values by number, into this program. */
const hand = Symbol.for("next-token-kernel.hand");
const handExpression = `Symbol.for("${hand.description}")`;

/**
 * V8's REPL mode, reached through the inspector on this very thread: top-level await, `let`, `const` and `class`
 * declared again, closures that see the new value.
 */
export class Repl {
  #session = new Session();
  #global = this.#connect();
  /** Never renewed: calls are over when they return, and an interrupt may come in the midst of one. */
  readonly #calls = new Session();
  /** Whether an evaluation may have its first synchronous part on this very stack. */
  #isBeginning = false;
  #isLeft = false;

  constructor() {
    this.#calls.connect();
  }

  /**
   * Leave behind what never settles. An evaluation that is ended in the midst of an `await` stays open for good, and
   * Node 22 aborts when its promise is collected while the session still waits for it: so this is called before. One
   * that is ended as it begins is left as soon as it has begun.
   */
  renew(): void {
    if (this.#isBeginning) {
      this.#isLeft = true;
      // What is ended may take its callers with it: then they don't come to the end of `evaluate`.
      executions.exit(() => setImmediate(() => this.#hasBegun()));
      return;
    }
    this.#isLeft = false;
    this.#session.disconnect();
    this.#session = new Session();
    this.#global = this.#connect();
  }

  #hasBegun(): void {
    this.#isBeginning = false;
    if (this.#isLeft) this.renew();
  }

  /** Run JavaScript at top level; resolves when its promise, if it has one, settled. */
  evaluate(code: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const parameters = { expression: code, replMode: true, awaitPromise: true };
      this.#isBeginning = true;
      this.#session.post("Runtime.evaluate", parameters as Runtime.EvaluateParameterType, (error, reply) => {
        if (error !== null || reply === undefined) resolve({ kind: "terminated" });
        else if (reply.exceptionDetails !== undefined) {
          const { exception } = reply.exceptionDetails;
          resolve({ kind: "thrown", thrown: exception === undefined ? undefined : this.#take(exception) });
        } else {
          this.#release(reply.result);
          resolve({ kind: "ended" });
        }
      });
      this.#hasBegun();
    });
  }

  /**
   * Call a function inside an evaluation: outside one, terminating a timer's callback takes the process down.
   * An error that it throws is thrown on, as Node expects of a callback.
   * @returns what it returns; undefined when it was terminated
   */
  call<T>(callback: () => T): T | undefined {
    let failure: { readonly error: unknown } | undefined;
    let value: T | undefined;
    const guarded = () => {
      try {
        value = callback();
      } catch (error) {
        failure = { error };
      }
    };
    const slot = globalThis as unknown as Record<symbol, unknown>;
    slot[hand] = guarded;
    this.#calls.post("Runtime.evaluate", { expression: `globalThis[${handExpression}]()` }, () => {});
    if (failure !== undefined) throw failure.error;
    return value;
  }

  /** @returns the inspector's name of globalThis */
  #connect(): string {
    this.#session.connect();
    let id: string | undefined;
    this.#session.post("Runtime.evaluate", { expression: "globalThis" }, (_, reply) => (id = reply?.result.objectId));
    if (id === undefined) throw new Error("V8's inspector must answer at once; this Node was built without it");
    return id;
  }

  /** The value itself that the inspector describes. */
  #take(remote: Runtime.RemoteObject): unknown {
    const { objectId, value, unserializableValue } = remote;
    const argument =
      objectId !== undefined ? { objectId } : unserializableValue !== undefined ? { unserializableValue } : { value };
    const parameters: Runtime.CallFunctionOnParameterType = {
      functionDeclaration: `function (value) { this[${handExpression}] = value; }`,
      objectId: this.#global,
      arguments: [argument],
    };
    this.#session.post("Runtime.callFunctionOn", parameters, () => {});
    const slot = globalThis as unknown as Record<symbol, unknown>;
    const taken = slot[hand];
    slot[hand] = undefined;
    this.#release(remote);
    return taken;
  }

  /** The inspector holds what it described until told otherwise. */
  #release({ objectId }: Runtime.RemoteObject): void {
    if (objectId !== undefined) this.#session.post("Runtime.releaseObject", { objectId });
  }
}

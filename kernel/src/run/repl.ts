import { type Runtime, Session } from "node:inspector";
import { setImmediate } from "../own-clock";
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
  /** Of all evaluations since the last renewal; connected by the first. */
  #connection: Connection | undefined;
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
   * that is ended as it begins is left as soon as it has begun. What comes next connects anew: here, in the midst of
   * an interrupt, as little as can be is done.
   */
  renew(): void {
    if (this.#isBeginning) {
      this.#isLeft = true;
      // What is ended may take its callers with it: then they don't come to the end of `evaluate`.
      setImmediate(() => this.#hasBegun());
      return;
    }
    this.#isLeft = false;
    this.#connection?.session.disconnect();
    this.#connection = undefined;
  }

  #hasBegun(): void {
    this.#isBeginning = false;
    if (this.#isLeft) this.renew();
  }

  /** Run JavaScript at top level; resolves when its promise, if it has one, settled. */
  evaluate(code: string): Promise<Outcome> {
    // Not as part of the execution that happens to come first: what the inspector calls back would belong to that one.
    const connection = (this.#connection ??= executions.exit(connect));
    return new Promise((resolve) => {
      const parameters = { expression: code, replMode: true, awaitPromise: true };
      this.#isBeginning = true;
      connection.session.post("Runtime.evaluate", parameters as Runtime.EvaluateParameterType, (error, reply) => {
        if (error !== null || reply === undefined) resolve({ kind: "terminated" });
        else if (reply.exceptionDetails !== undefined) {
          const { exception } = reply.exceptionDetails;
          resolve({ kind: "thrown", thrown: exception === undefined ? undefined : take(connection, exception) });
        } else {
          release(connection, reply.result);
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
}

/** A session of the inspector, and its name of globalThis. */
interface Connection {
  readonly session: Session;
  readonly global: string;
}

function connect(): Connection {
  const session = new Session();
  session.connect();
  let global: string | undefined;
  session.post("Runtime.evaluate", { expression: "globalThis" }, (_, reply) => (global = reply?.result.objectId));
  if (global === undefined) throw new Error("V8's inspector must answer at once; this Node was built without it");
  return { session, global };
}

/** The value itself that the inspector describes. */
function take(connection: Connection, remote: Runtime.RemoteObject): unknown {
  const { objectId, value, unserializableValue } = remote;
  const argument =
    objectId !== undefined ? { objectId } : unserializableValue !== undefined ? { unserializableValue } : { value };
  const parameters: Runtime.CallFunctionOnParameterType = {
    functionDeclaration: `function (value) { this[${handExpression}] = value; }`,
    objectId: connection.global,
    arguments: [argument],
  };
  connection.session.post("Runtime.callFunctionOn", parameters, () => {});
  const slot = globalThis as unknown as Record<symbol, unknown>;
  const taken = slot[hand];
  slot[hand] = undefined;
  release(connection, remote);
  return taken;
}

/** The inspector holds what it described until told otherwise. */
function release({ session }: Connection, { objectId }: Runtime.RemoteObject): void {
  if (objectId !== undefined) session.post("Runtime.releaseObject", { objectId });
}

import { Session } from "node:inspector";
import { createRequire } from "node:module";
import { stoppingFlag, translate, type CellRuntime, type Translated } from "../../../kernel/src/translate";
import * as lib from "../../../kernel/src/translate/lib";

/** What `Runtime.evaluate` says of a cell. */
interface Outcome {
  readonly value: unknown;
  readonly hasValue: boolean;
  /** What it threw. */
  readonly error?: unknown;
}

/** A session of cells in V8's REPL mode, with the smallest kernel that they can call. */
export class Repl {
  readonly #session = new Session();
  readonly #known = new Set<string>();
  readonly imported: string[] = [];
  readonly meta = { url: "file:///notebook" };
  readonly lib = lib;
  waits = 0;
  /** Set: the next check or wait throws it. */
  interrupt: Error | undefined;
  #outcome: Outcome = { value: undefined, hasValue: false };
  #using = lib.usingCtx();
  #cells = 0;

  constructor() {
    this.#session.connect();
    const runtime: CellRuntime = {
      import: async (specifier, options) => {
        this.imported.push(options === undefined ? specifier : `${specifier} ${JSON.stringify(options)}`);
        const module = createRequire(import.meta.url)(specifier) as object;
        return "default" in module ? module : { ...module, default: module };
      },
      meta: this.meta,
      lib,
      wait: async <T>(value: T): Promise<Awaited<T>> => {
        this.waits++;
        Promise.resolve(value).catch(() => {}); // it may reject after an interrupt already has
        this.#stop();
        return await value;
      },
      iterate: async function* (items) {
        for await (const item of items) yield item;
      },
      check: () => {
        this.#stop();
      },
      result: (value) => {
        this.#outcome = { value, hasValue: true };
      },
      use: (value, isAsync) => (isAsync ? this.#using.a(value) : this.#using.u(value)),
    };
    Object.defineProperty(globalThis, "require", { value: createRequire(import.meta.url), configurable: true });
    Object.defineProperty(globalThis, stoppingFlag, { value: true, configurable: true });
    Object.defineProperty(globalThis, "__kernel", { value: runtime, configurable: true });
  }

  #stop(): void {
    if (this.interrupt !== undefined) throw this.interrupt;
  }

  translate(source: string): Translated {
    return translate(source, { sourceName: `cell-${++this.#cells}.js`, known: this.#known });
  }

  /** Run a cell; its value, or what it threw. */
  async outcome(source: string): Promise<Outcome> {
    const translated = this.translate(source);
    for (const declaration of translated.declares) if (!declaration.isType) this.#known.add(declaration.name);
    this.#outcome = { value: undefined, hasValue: false };
    this.#using = lib.usingCtx();
    const error = await this.#evaluate(translated.code);
    await this.#using.d();
    return error === undefined ? this.#outcome : { ...this.#outcome, error: error.thrown };
  }

  /** Run a cell that must not throw: its value. */
  async run(source: string): Promise<unknown> {
    const outcome = await this.outcome(source);
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  #evaluate(expression: string): Promise<{ thrown: unknown } | undefined> {
    const { promise, resolve, reject } = withResolvers<{ thrown: unknown } | undefined>();
    const parameters = { expression, replMode: true, awaitPromise: true } as object;
    this.#session.post("Runtime.evaluate", parameters as never, (failure, reply) => {
      if (failure !== null) return reject(failure);
      const thrown = (
        reply as { exceptionDetails?: { exception: { objectId?: string; value?: unknown; description?: string } } }
      ).exceptionDetails?.exception;
      if (thrown === undefined) return resolve(undefined);
      if (thrown.objectId === undefined) return resolve({ thrown: thrown.value });
      const keep = "function () { globalThis.lastThrown = this; }";
      this.#session.post("Runtime.callFunctionOn", { functionDeclaration: keep, objectId: thrown.objectId }, () =>
        resolve({ thrown: (globalThis as { lastThrown?: unknown }).lastThrown }),
      );
    });
    return promise;
  }

  close(): void {
    this.#session.disconnect();
  }
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

import * as cellLib from "./lib";

/**
 * What translated cells call, as `__kernel`: a global that the kernel defines before the first cell runs.
 * `lib` holds the helpers that lowered syntax needs.
 */
export interface CellRuntime {
  /** Every import, static or dynamic, resolved from the notebook's folder. */
  import(specifier: string, options?: ImportCallOptions): Promise<unknown>;
  /** `import.meta`. */
  readonly meta: object;
  /** What each `await` waits for: the same outcome, or a rejection when the cell is interrupted first. */
  wait<T>(value: T): Promise<Awaited<T>>;
  /** What each `for await` runs over: the same items, with its waits as those of `wait`. */
  iterate<T>(items: AsyncIterable<T> | Iterable<T | Promise<T>>): AsyncIterable<T>;
  /** Called once an iteration while the global `__stopping` is true; throws when the cell was interrupted. */
  check(): void;
  /** Called with the value of the cell's last expression. */
  result(value: unknown): void;
  /** Called with what a top-level `using` declares; disposed, last first, when the cell has ended. */
  use<T>(value: T, isAsync: boolean): T;
  readonly lib: typeof cellLib;
}

/** The second argument of `import()`. */
export interface ImportCallOptions {
  readonly with?: Readonly<Record<string, string>>;
}

export { cellLib };

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cellLib, type CellRuntime, stoppingFlag } from "../translate";
import { executions } from "./execution";
import type { Modules } from "./modules";

/** The runtime of translated cells, and the switch that makes their loops look for an interrupt. */
export interface CellRuntimeSwitch {
  readonly runtime: CellRuntime;
  /** While on, loops of cancelled executions throw; else they don't look. */
  setStopping(isStopping: boolean): void;
}

export function createCellRuntime(modules: Modules, folder: string): CellRuntimeSwitch {
  const wait: CellRuntime["wait"] = (value) => {
    const execution = executions.getStore();
    return execution === undefined ? Promise.resolve(value) : execution.wait(value);
  };
  const filename = join(folder, "cell.ts");
  const runtime: CellRuntime = {
    import: (specifier, options) => modules.import(specifier, options),
    meta: { url: pathToFileURL(filename).href, filename, dirname: folder, resolve: modules.resolve },
    wait,
    iterate: <T>(items: AsyncIterable<T> | Iterable<T | Promise<T>>) => waited(items, wait),
    check() {
      const signal = executions.getStore()?.signal;
      if (signal?.aborted) throw signal.reason;
    },
    result(value) {
      const execution = executions.getStore();
      if (execution !== undefined) execution.result = value;
    },
    use: (value, isAsync) => executions.getStore()?.use(value, isAsync) ?? value,
    lib: cellLib,
  };
  setStopping(false);
  return { runtime, setStopping };
}

/** Made anew, never written to: see `stoppingFlag`. */
function setStopping(isStopping: boolean): void {
  Reflect.deleteProperty(globalThis, stoppingFlag);
  Object.defineProperty(globalThis, stoppingFlag, { value: isStopping, configurable: true });
}

/** The items of `for await`, each waited for as an `await` of the cell is. */
async function* waited<T>(
  items: AsyncIterable<T> | Iterable<T | Promise<T>>,
  wait: CellRuntime["wait"],
): AsyncGenerator<T, void, undefined> {
  const asynchronous = (items as Partial<AsyncIterable<T>>)[Symbol.asyncIterator]?.();
  const iterator = asynchronous ?? (items as Iterable<T | Promise<T>>)[Symbol.iterator]();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = (await wait(iterator.next())) as IteratorResult<T | Promise<T>, unknown>;
      isDone = done === true;
      if (isDone) return;
      yield (await wait(value)) as T;
    }
  } finally {
    // Not waited for where the cell was stopped: a source that never answers must not hold the cell.
    if (!isDone) await wait(iterator.return?.()).catch(() => undefined);
  }
}

import { clearTimeout, setTimeout } from "../own-clock";
import type { Stale } from "../translate";
import type { Parent } from "../wire";
import { staleNote } from "./stale-note";

/** Milliseconds without a running cell after which nobody is about to rerun more. */
const quiet = 200;

/**
 * Says under a rerun cell which cells used what it changed, once nothing runs any more: whoever runs all cells again
 * reruns those too, and wants to hear nothing of it.
 */
export interface StaleNotes {
  /** A cell begins: what waits, waits on, and what its earlier run used is of no concern any more. */
  began(id: string, execution: number, parent: Parent): void;
  /** What the run of a cell made stale. */
  add(id: string, stale: readonly Stale[]): void;
  /** A cell ended. */
  ended(): void;
  /** Say such things, or nothing any more. */
  turn(isOn: boolean): void;
}

interface Waiting {
  readonly writer: string;
  /** Of the writer's last run. */
  parent: Parent;
  readonly name: string;
  readonly execution: number;
}

/** @param isOn whether they are on until they are turned */
export function createStaleNotes(publish: (parent: Parent, content: object) => void, isOn: boolean): StaleNotes {
  /** The cell of each run. */
  const cellOf = new Map<number, string>();
  /** Of the run that began last. */
  let current: Parent | undefined;
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    const told = waiting;
    waiting = [];
    for (const [parent, ofWriter] of grouped(told, (one) => one.parent)) {
      const stale = [...grouped(ofWriter, (one) => one.name)].map(([name, ofName]) => ({
        name,
        executions: ofName.map(({ execution }) => execution),
      }));
      publish(parent, staleNote(stale));
    }
  }

  return {
    began(id, execution, parent) {
      clearTimeout(timer);
      cellOf.set(execution, id);
      current = parent;
      for (const one of waiting) if (one.writer === id) one.parent = parent;
      waiting = waiting.filter((one) => cellOf.get(one.execution) !== id);
    },
    add(writer, stale) {
      if (!isOn || current === undefined) return;
      for (const { name, executions } of stale)
        for (const execution of executions) waiting.push({ writer, parent: current, name, execution });
    },
    ended() {
      if (waiting.length > 0) timer = setTimeout(tell, quiet).unref();
    },
    turn(wanted) {
      isOn = wanted;
      if (!isOn) waiting = [];
    },
  };
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

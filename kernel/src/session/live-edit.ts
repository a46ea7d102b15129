import { relative } from "node:path";
import { KeyboardInterrupt, type Modules, type Repl } from "../run";
import type { CellGraph, ImportedName, Translated } from "../translate";

/** Keeps the names that cells imported from files of the project's own as those files are now. */
export interface LiveEdit {
  /**
   * Before a cell runs: evaluate again what changed on disk, and set the names of earlier cells to the new exports.
   * @param tell called with a line about what was loaded again
   * @throws what the new text of a file throws, where the cell imports it or reads what it exports; the old stays
   */
  refresh(cell: Translated, tell: (line: string) => void): Promise<void>;
  /** A cell is about to import. */
  imports(run: number, names: readonly ImportedName[]): void;
}

interface Bound extends ImportedName {
  readonly run: number;
  readonly path: string;
  /** What it was set to; nothing where the cell itself did. */
  last?: { readonly value: unknown };
}

/** Where the new values wait for the code that takes them. */
const values = Symbol.for("next-token-kernel.imported");

export interface LiveEditParts {
  readonly modules: Pick<Modules, "own" | "ownFile">;
  readonly graph: CellGraph;
  readonly repl: Repl;
}

export function createLiveEdit({ modules: { own, ownFile }, graph, repl }: LiveEditParts): LiveEdit {
  const bound = new Map<string, Bound>();

  /** Set each name whose module has another value for it by now: after a change, and of an exported `let` too. */
  async function renew(): Promise<void> {
    const renewed: { readonly variable: string; readonly value: unknown }[] = [];
    for (const name of bound.values()) {
      if (graph.declarer(name.name)?.execution !== name.run) bound.delete(name.name);
      else {
        const value = valueOf(name);
        if (value === undefined || (name.last !== undefined && Object.is(name.last.value, value.value))) continue;
        name.last = value;
        renewed.push({ variable: name.variable, value: value.value });
      }
    }
    if (renewed.length === 0) return;
    const slot = globalThis as unknown as Record<symbol, unknown>;
    slot[values] = renewed.map(({ value }) => value);
    const from = `globalThis[Symbol.for("${String(values.description)}")]`;
    // A name whose cell was stopped before it had one can't be set.
    const lines = renewed.map(({ variable }, index) => `try { ${variable} = ${from}[${index}]; } catch {}`);
    await repl.evaluate(`"use strict"; ${lines.join(" ")}`);
    Reflect.deleteProperty(globalThis, values);
  }

  /** What a name's module has for it; undefined while there is nothing. */
  function valueOf({ path, exportName }: Bound): { readonly value: unknown } | undefined {
    const namespace = own.loaded(path);
    if (namespace === undefined) return undefined;
    try {
      return { value: exportName === undefined ? namespace : namespace[exportName] };
    } catch {
      return undefined; // not initialised: its module was stopped
    }
  }

  const concerns = ({ imports, reads }: Translated, affected: ReadonlySet<string>): boolean =>
    imports.some(({ specifier }) => affected.has(ownFile(specifier) ?? "")) ||
    reads.some((name) => affected.has(bound.get(name)?.path ?? ""));

  return {
    async refresh(cell, tell) {
      const changed = own.changed();
      if (changed.length > 0) {
        const files = changed.map((path) => `\`${relative(process.cwd(), path)}\``).join(", ");
        try {
          await own.reload(changed);
          tell(`${files} changed: loaded again`);
        } catch (error) {
          if (error instanceof KeyboardInterrupt) throw error;
          tell(`${files} changed but could not be loaded: ${messageOf(error)}; what was loaded before stays`);
          if (concerns(cell, own.affected(changed))) throw error;
        }
      }
      await renew();
    },
    imports(run, names) {
      for (const name of names) {
        const path = ownFile(name.specifier);
        if (path !== undefined) bound.set(name.name, { ...name, run, path });
      }
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

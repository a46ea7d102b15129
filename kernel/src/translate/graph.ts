import type { CellNames, DeclarationKind } from "./types";

/** A run of a cell. */
export interface CellRun {
  /** Stays when the cell is run again. */
  readonly id: string;
  /** Rises with every run. */
  readonly execution: number;
  readonly names: CellNames;
}

/** Who declared a name last. */
export interface Declarer {
  readonly execution: number;
  readonly kinds: readonly DeclarationKind[];
  readonly isType: boolean;
  /** The earlier run whose value the name still stands for: of a name that this one declared as a type alone. */
  readonly valueFrom?: number;
}

/** The run that gave a name the value that it has. */
export const valueRun = ({ execution, isType, valueFrom }: Declarer): number | undefined =>
  valueFrom ?? (isType ? undefined : execution);

/** Runs that used what a name stood for before a cell was run again. */
export interface Stale {
  readonly name: string;
  readonly executions: readonly number[];
}

/** Which run gave each name its value, and which runs read it since. */
export interface CellGraph {
  /** Take a run in. What it made stale, each stale run told once for each name. */
  ran(run: CellRun): Stale[];
  declarer(name: string): Declarer | undefined;
  /** The names that have a value: `known` for `translate`. */
  readonly known: ReadonlySet<string>;
  /** The runs that declared a name last. */
  live(): ReadonlySet<number>;
}

interface Writer {
  readonly id: string;
  readonly execution: number;
}

interface Reader {
  readonly execution: number;
  /** The writer of each name as it was read. */
  readonly saw: Map<string, Writer>;
}

export function createCellGraph(): CellGraph {
  const declarers = new Map<string, Declarer>();
  const known = new Set<string>();
  const writers = new Map<string, Writer>();
  const readers = new Map<string, Reader>();

  return {
    known,
    declarer: (name) => declarers.get(name),
    live: () => new Set(Array.from(declarers.values(), (declarer) => declarer.execution)),
    ran({ id, execution, names }) {
      const saw = new Map<string, Writer>();
      for (const name of names.reads) {
        const writer = writers.get(name);
        // What a cell itself made of a name (`n = n + 1`) rests on what it first found there.
        const source = writer?.id === id ? (readers.get(id)?.saw.get(name) ?? writer) : writer;
        if (source !== undefined) saw.set(name, source);
      }
      const written = writtenBy(names, declarers);
      const stale: Stale[] = [];
      for (const name of written) {
        const executions: number[] = [];
        for (const [reader, run] of readers) {
          const writer = run.saw.get(name);
          if (reader === id || writer?.id !== id) continue;
          executions.push(run.execution);
          run.saw.delete(name); // told
        }
        if (executions.length > 0) stale.push({ name, executions: executions.toSorted((a, b) => a - b) });
      }
      readers.set(id, { execution, saw });
      for (const name of written) writers.set(name, { id, execution });
      declare(execution, names, declarers, known);
      return stale;
    },
  };
}

function writtenBy(names: CellNames, declarers: ReadonlyMap<string, Declarer>): Set<string> {
  const declared = names.declares.map((declaration) => declaration.name);
  return new Set([...declared, ...names.assigns.filter((name) => declarers.has(name))]);
}

function declare(execution: number, names: CellNames, declarers: Map<string, Declarer>, known: Set<string>): void {
  for (const name of new Set(names.declares.map((declaration) => declaration.name))) {
    const declarations = names.declares.filter((declaration) => declaration.name === name);
    const kinds = declarations.map((declaration) => declaration.kind);
    const isType = declarations.every((declaration) => declaration.isType);
    const before = declarers.get(name);
    const valueFrom = isType && before !== undefined ? valueRun(before) : undefined;
    // `const A = 1` in one cell and `type A = 1` in another are one name with two meanings, as in one module.
    if (valueFrom === undefined) declarers.set(name, { execution, kinds, isType });
    else declarers.set(name, { execution, kinds: [...kinds, ...valueKinds(before)], isType: false, valueFrom });
    if (!isType) known.add(name);
    else if (valueFrom === undefined) known.delete(name);
  }
}

const valueKinds = (declarer: Declarer | undefined): DeclarationKind[] =>
  (declarer?.kinds ?? []).filter((kind) => kind !== "type" && kind !== "interface");

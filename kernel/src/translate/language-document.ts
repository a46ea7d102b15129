import { type CellGraph, valueRun } from "./graph";
import { parseModule } from "./parse";
import { namesOf } from "./names";
import type { CellNames, CellText } from "./types";

/** A cell as a module that TypeScript can check. */
export interface LanguageDocument {
  /** The cell as it was written. */
  readonly source: string;
  readonly text: string;
  /** The runs whose names it reads. */
  readonly imports: readonly number[];
  /** What it consists of, for putting it together in another way. */
  readonly parts: DocumentParts;
  /** An offset in the document -> in the cell's source; outside the cell's text: its nearest end. */
  toSource(offset: number): number;
  toDocument(offset: number): number;
}

export interface DocumentParts {
  /** Statements that bring in the names it reads. */
  readonly prelude: string;
  readonly body: string;
  /** The names it declares. */
  readonly names: readonly string[];
  /** It declares types beside values that earlier runs gave their names: both are its own from here on. */
  readonly keepsValues: boolean;
}

/** The namespace by which other modules know what a run declared. */
export const runNamespace = (execution: number): string => `__cell_${execution}`;

/**
 * A module's declaration of the runs in it, for all other modules. Not by exports alone: a document whose imports stay
 * the same is checked several times as fast, since the server then keeps its program but for that one file.
 */
export const globalRuns = (declarations: string): string => `declare global { ${declarations} }`;

/**
 * A cell's text between a line that brings in the names it reads from the runs that declared them last, and a line that
 * gives the names it declares to other modules. A `let` or `var` that it assigns comes in as a `declare let`: an alias
 * can't be assigned.
 * @param execution the run; none for a draft, which gives nothing to others
 */
export function languageDocument(
  cell: CellText,
  { declares, ...read }: CellNames,
  graph: CellGraph,
  execution?: number,
): LanguageDocument {
  const names = [...new Set(declares.map(({ name }) => name))];
  const { prelude, imports, keepsValues } = aliases({ declares, ...read }, graph);
  const pragma = /^\s*(\/\/\s*@ts-(?:nocheck|check)\b)/.exec(cell.source)?.[1]; // counts before any statement only
  const before = `${pragma === undefined ? "" : `${pragma}\n`}${prelude}\n`;
  const exported = new Set(declares.filter(({ isExported }) => isExported).map(({ name }) => name));
  const own = names.filter((name) => !exported.has(name));
  const given =
    execution === undefined
      ? ""
      : globalRuns(`namespace ${runNamespace(execution)} { export { ${names.join(", ")} }; }`);
  return {
    source: cell.source,
    imports,
    text: `${before}${cell.text}\n;export { ${own.join(", ")} };${given}\n`,
    parts: { prelude, body: cell.text, names, keepsValues },
    toSource: (offset) => cell.toSource(Math.min(Math.max(offset - before.length, 0), cell.text.length)),
    toDocument: (offset) => cell.toText(offset) + before.length,
  };
}

interface Aliases {
  readonly prelude: string;
  readonly imports: readonly number[];
  readonly keepsValues: boolean;
}

function aliases(names: CellNames, graph: CellGraph): Aliases {
  const lines: string[] = [];
  const all = new Set<number>();
  const own = new Set(names.declares.map(({ name }) => name));
  for (const name of new Set([...names.reads, ...names.assigns])) {
    const declarer = graph.declarer(name);
    if (declarer === undefined || own.has(name)) continue;
    const { execution, kinds } = declarer;
    all.add(execution);
    const theirs = `${runNamespace(execution)}.${name}`;
    const variable = kinds.find((kind) => kind === "let" || kind === "var" || kind === "const");
    if (!names.assigns.includes(name) || variable === undefined) {
      lines.push(`import ${name} = ${theirs};`);
      continue;
    }
    lines.push(`declare ${variable} ${name}: typeof ${theirs};`);
    if (kinds.length > 1) lines.push(`type ${name} = ${theirs};`);
  }
  const kept = [...own].flatMap((name) => {
    const declarer = graph.declarer(name);
    const run = declarer === undefined ? undefined : valueRun(declarer);
    if (run === undefined || !names.declares.every((other) => other.name !== name || other.isType)) return [];
    all.add(run);
    // What was imported may be no value at all.
    return [`// @ts-ignore\ndeclare const ${name}: typeof ${runNamespace(run)}.${name};\n`];
  });
  // The last semicolon is a statement: right after an alias the server completes that, not what follows.
  const prelude = kept.join("") + (lines.length === 0 ? "" : `${lines.join(" ")};`);
  return { prelude, imports: [...all], keepsValues: kept.length > 0 };
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

/** A cell that is a module of its own: it sees no names of other cells. */
export const moduleDocument = (source: string): LanguageDocument => ({
  source,
  text: source,
  imports: [],
  parts: { prelude: "", body: source, names: [], keepsValues: false },
  toSource: (offset) => offset,
  toDocument: (offset) => offset,
});

/** A cell that is still being typed, as a module for completion and inspection. */
export function draftDocument(source: string, graph: CellGraph): LanguageDocument {
  const text: CellText = { source, text: source, toSource: (offset) => offset, toText: (offset) => offset };
  return languageDocument(text, { ...namesOfDraft(source, graph), declares: [] }, graph);
}

/** The names of a cell that may not parse: exact where it does, else every word that an earlier cell declares. */
function namesOfDraft(source: string, graph: CellGraph): CellNames {
  const { program, errors } = parseModule(source);
  if (errors.length === 0) return namesOf(program);
  const words = new Set(source.match(identifier) ?? []);
  const declared = new Set(
    Array.from(
      source.matchAll(/\b(?:const|let|var|function\*?|class|enum|type|interface|namespace)\s+([\w$]+)/g),
      (match) => match[1],
    ),
  );
  const reads = [...words].filter((word) => graph.declarer(word) !== undefined && !declared.has(word));
  return { declares: [], reads, assigns: [] };
}

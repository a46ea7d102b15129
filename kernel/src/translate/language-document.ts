import type { CellGraph } from "./graph";
import { parseModule } from "./parse";
import { namesOf } from "./names";
import type { CellNames, CellText } from "./types";

/** A cell as a module that TypeScript can check. */
export interface LanguageDocument {
  /** The cell as it was written. */
  readonly source: string;
  readonly text: string;
  /** The runs whose modules it imports from. */
  readonly imports: readonly number[];
  /** An offset in the document -> in the cell's source; outside the cell's text: its nearest end. */
  toSource(offset: number): number;
  toDocument(offset: number): number;
}

/** The file name of a run's module, without its extension. */
export const moduleName = (execution: number): string => `__cell_${execution}`;

/**
 * A cell's text between a line that imports the names it reads from the cells that declared them last, and a line that
 * exports the names it declares. A `let` or `var` that it assigns comes in as a `declare let`: an import can't be assigned.
 */
export function languageDocument(cell: CellText, names: CellNames, graph: CellGraph): LanguageDocument {
  const { lines, imports } = importLines(names, graph);
  const pragma = /^\s*(\/\/\s*@ts-(?:nocheck|check)\b)/.exec(cell.source)?.[1]; // counts before any statement only
  const prelude = `${pragma === undefined ? "" : `${pragma}\n`}${lines.join(" ")}\n`;
  const exported = new Set(names.declares.filter(({ isExported }) => isExported).map(({ name }) => name));
  const exports = new Set(names.declares.map(({ name }) => name).filter((name) => !exported.has(name)));
  return {
    source: cell.source,
    imports,
    text: `${prelude}${cell.text}\n;export { ${[...exports].join(", ")} };\n`,
    toSource: (offset) => cell.toSource(Math.min(Math.max(offset - prelude.length, 0), cell.text.length)),
    toDocument: (offset) => cell.toText(offset) + prelude.length,
  };
}

function importLines(names: CellNames, graph: CellGraph): { lines: string[]; imports: number[] } {
  const imports = new Map<number, string[]>();
  const lines: string[] = [];
  const all = new Set<number>();
  const own = new Set(names.declares.map(({ name }) => name));
  for (const name of new Set([...names.reads, ...names.assigns])) {
    const declarer = graph.declarer(name);
    if (declarer === undefined || own.has(name)) continue;
    const { execution, kinds } = declarer;
    all.add(execution);
    const variable = kinds.find((kind) => kind === "let" || kind === "var" || kind === "const");
    if (!names.assigns.includes(name) || variable === undefined) {
      imports.set(execution, [...(imports.get(execution) ?? []), name]);
      continue;
    }
    const module = JSON.stringify(`./${moduleName(execution)}`);
    lines.push(`declare ${variable} ${name}: typeof import(${module}).${name};`);
    if (kinds.length > 1) lines.push(`type ${name} = import(${module}).${name};`);
  }
  for (const [execution, list] of imports)
    lines.push(`import { ${list.join(", ")} } from "./${moduleName(execution)}";`);
  return { lines, imports: [...all] };
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

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

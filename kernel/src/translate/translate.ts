import { globalNames, ownName } from "./globals";
import { importedNames } from "./imports";
import { linesOf } from "./lines";
import { namesOf } from "./names";
import { transformSync } from "./oxc";
import { parseCell, syntaxError } from "./parse";
import { rewriteCell } from "./rewrite";
import { originalPosition } from "./source-map";
import { shellStatement } from "./shell-hint";
import { CellSyntaxError, type Position, type Translated } from "./types";

/** What CommonJS files know of themselves, which cells have too. */
const fileNames = [
  ["__dirname", "__kernel.meta.dirname"],
  ["__filename", "__kernel.meta.filename"],
] as const;

export interface TranslateOptions {
  /** What stack traces call the cell. */
  readonly sourceName: string;
  /** Values that earlier cells declare: those among them that are also globals mean the cells' own. */
  readonly known: ReadonlySet<string>;
}

/**
 * A cell's TypeScript as JavaScript for V8's REPL mode.
 * @throws CellSyntaxError where it does not parse
 */
export function translate(source: string, { sourceName, known }: TranslateOptions): Translated {
  const { program, names, renamed, text, hasResult, code } = transform(source, known, false);
  return {
    code: `${strict}${code}\n//# sourceURL=${sourceName}`,
    declares: names.declares,
    reads: names.reads,
    assigns: names.assigns,
    imports: importedNames(program, (name) => renamed.get(name) ?? name),
    hasResult,
    text,
    position: positions(source, new Set([...names.reads, ...names.assigns].filter((name) => known.has(name)))),
  };
}

const strict = '"use strict";';

/** @param hasMap whether to make a source map, which takes its time */
function transform(source: string, known: ReadonlySet<string>, hasMap: boolean) {
  const { program, text } = parseCell(source);
  const names = namesOf(program);
  const strange = (name: string) => names.reads.includes(name) && !known.has(name) && !globalNames.has(name);
  const hint = shellStatement(text.text, program, strange);
  if (hint !== undefined) throw new CellSyntaxError(hint.message, hint.line, hint.column);
  const values = names.declares.filter((declaration) => !declaration.isType).map((declaration) => declaration.name);
  const used = [...names.reads, ...names.assigns].filter((name) => known.has(name));
  const renamed = new Map([
    ...names.reads.filter((name) => !known.has(name)).flatMap((name) => fileNames.filter(([of]) => of === name)),
    ...[...values, ...used].filter((name) => globalNames.has(name)).map((name) => [name, ownName(name)] as const),
  ]);
  const { script, hasResult } = rewriteCell(text.text, program, names, renamed);
  const { code, map, errors, helpersUsed } = transformSync("cell.ts", script.text, {
    lang: "ts",
    sourceType: "module",
    sourcemap: hasMap,
    target: "es2024", // lowers `using` alone: the oldest Node that runs cells has the rest
    typescript: { onlyRemoveTypeImports: true },
    decorator: { legacy: true },
    helpers: { mode: "External" as never },
  });
  const [error] = errors;
  if (error !== undefined) {
    const labels = error.labels.map((label) => ({ ...label, start: text.toSource(script.toSource(label.start)) }));
    throw syntaxError(source, [{ ...error, labels }] as never);
  }
  // `__kernel.lib` is as long as `babelHelpers`, so the columns of the map stay right.
  const linked = Object.keys(helpersUsed ?? {}).length === 0 ? code : code.replace(/\bbabelHelpers\b/g, "__kernel.lib");
  return { program, names, renamed, text, script, hasResult, code: linked, mappings: map?.mappings ?? "" };
}

/**
 * Where in a cell each place of its code came from. All cells are kept for it, and few ever show an error: so nothing
 * is held but the source, which is translated once more when a place is asked for.
 */
function positions(source: string, known: ReadonlySet<string>): Translated["position"] {
  let find: Translated["position"] | undefined;
  return (line, column) => (find ??= positionFinder(source, known))(line, column);
}

function positionFinder(source: string, known: ReadonlySet<string>): Translated["position"] {
  const { text, script, mappings } = transform(source, known, true);
  const original = originalPosition(mappings);
  const [edited, cell] = [linesOf(script.text), linesOf(source)];
  return (line, column): Position => {
    const generated = { line, column: line === 1 ? column - strict.length : column };
    return cell.position(text.toSource(script.toSource(edited.offset(original(generated)))));
  };
}

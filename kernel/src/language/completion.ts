import { builtinModules } from "node:module";
import { linesOf, type LanguageDocument } from "../translate";
import { isBareBuiltin } from "./missing-imports";
import { cellPrefix } from "./project";
import type { LspCompletionItem } from "./protocol";
import type { Completion, CompletionReply } from "./types";

/** LSP's CompletionItemKind, 1 to 25, in the words of front ends. */
const kinds = (
  " text method function constructor field variable class interface module property unit value enum keyword snippet " +
  "color file reference folder enum-member constant struct event operator type-parameter"
).split(" ");

type AutoImport = NonNullable<NonNullable<LspCompletionItem["data"]>["autoImport"]>;

const identifierPart = /[\p{ID_Continue}$\u200c\u200d]/u;
const maxItems = 300;

interface Candidate extends Completion {
  readonly rank: string;
  readonly start: number;
  readonly cell: number;
}

/**
 * What the server offers, as what a notebook's front end can insert: one range for all, those that fit alone.
 * @param latestRun the latest of the runs in a document of cells; undefined for one that holds none any more
 */
export function completionReply(
  draft: LanguageDocument,
  offset: number,
  items: readonly LspCompletionItem[],
  latestRun: (document: string) => number | undefined,
): CompletionReply {
  const { source } = draft;
  const wordStart = startOfWord(source, offset);
  const lines = linesOf(draft.text);
  const all = [...items.flatMap((item) => candidate(item) ?? []), ...builtins(source, offset)];
  const end = offset;
  const fitting = all
    .filter((item) => fits(source.slice(item.start, offset), item))
    .toSorted((a, b) => compare(a.rank, b.rank) || compare(a.label, b.label) || b.cell - a.cell);
  // Of those that fit: one that replaces the dot (`[Symbol.toStringTag]`) must not move all others there.
  const start = Math.min(wordStart, ...fitting.map((item) => item.start));
  const seen = new Set<string>();
  const chosen: Completion[] = [];
  for (const { rank: _, start: from, cell: __, ...item } of fitting) {
    const text = source.slice(start, from) + item.text;
    const key = `${text} ${item.needs?.module ?? ""}`;
    if (seen.has(key) || chosen.length >= maxItems) continue;
    seen.add(key);
    chosen.push({ ...item, text });
  }
  return { start, end, items: chosen };

  function candidate(item: LspCompletionItem): Candidate | undefined {
    const needed = item.data?.autoImport;
    const from = needed?.moduleSpecifier;
    const isOfCell = from?.startsWith(`./${cellPrefix}`) === true;
    const cell = isOfCell ? latestRun(from.slice("./".length)) : undefined;
    if (item.label.startsWith(cellPrefix) || (isOfCell && cell === undefined)) return undefined;
    if (from !== undefined && isBareBuiltin(from)) return undefined;
    const edit = item.textEdit;
    const position = edit && { line: edit.range.start.line + 1, column: edit.range.start.character };
    return {
      label: item.label,
      text: quoted(edit?.newText ?? item.insertText ?? item.label, item.label),
      kind: kinds[item.kind ?? 1] ?? "text",
      // A name of an earlier cell is at hand: the kernel imports it.
      ...(needed !== undefined && cell === undefined && { needs: importOf(item.label, needed) }),
      rank: cell === undefined ? (item.sortText ?? "99") : "10",
      start: position === undefined ? wordStart : draft.toSource(lines.offset(position)),
      cell: cell ?? 0,
    };
  }
}

function importOf(name: string, { moduleSpecifier: module, importKind }: AutoImport): Completion["needs"] {
  const what = importKind === 0 ? `{ ${name} }` : importKind === 1 ? name : `* as ${name}`;
  return { module, statement: `import ${what} from "${module}"` };
}

/** The server writes `?.[a-b]` where it must be `?.["a-b"]`. */
const quoted = (text: string, label: string): string =>
  text.endsWith(`[${label}]`) ? `${text.slice(0, -label.length - 2)}[${JSON.stringify(label)}]` : text;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function startOfWord(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && identifierPart.test(source.charAt(start - 1))) start--;
  return start;
}

/** Whether what was typed begins the label, capitals or not; a leading dot or quote is the edit's own. */
function fits(typed: string, item: Completion): boolean {
  const word = typed.replace(/^[?.["'`]+/, "").toLowerCase();
  return item.label.toLowerCase().startsWith(word) || item.text.toLowerCase().startsWith(typed.toLowerCase());
}

/** `node:` modules in an import's string, which the server leaves out. */
function builtins(source: string, offset: number): Candidate[] {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  const typed = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*["']([\w:/]*)$/.exec(line)?.[1];
  if (typed === undefined || typed === "") return [];
  return builtinModules
    .filter((name) => !name.startsWith("_"))
    .map((name) =>
      typed.startsWith("node:") || "node:".startsWith(typed) ? `node:${name.replace(/^node:/, "")}` : name,
    )
    .map((name) => ({ label: name, text: name, kind: "module", rank: "11", start: offset - typed.length, cell: 0 }));
}

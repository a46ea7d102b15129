import { builtinModules } from "node:module";
import { linesOf, type LanguageDocument } from "../translate";
import { cellPrefix } from "./project";
import type { LspCodeAction, LspPosition, LspRange } from "./protocol";
import type { Server } from "./server";

/** TypeScript's words for a name that it does not know: as a value or type, as a namespace, with one alike. */
const unknownNameCodes = [2304, 2503, 2552];
/** More would be a list to search, not a hint. */
const mostOffered = 2;

/** What the server says of a place in a document. */
export interface Problem {
  readonly range: LspRange;
  readonly code?: number | string;
  readonly message: string;
}

/**
 * The imports that would bring the unknown name of a type error, as the editor's quick fixes have them.
 * @param uri the document that has the error
 * @returns statements without a semicolon, likeliest first; none where the error is of another kind
 */
export async function missingImports(
  server: Server,
  uri: string,
  problem: Problem,
  timeout: number,
): Promise<string[]> {
  const name = unknownName(problem);
  if (name === undefined) return [];
  const actions = await server.request<LspCodeAction[] | null>(
    "textDocument/codeAction",
    { textDocument: { uri }, range: problem.range, context: { diagnostics: [problem], only: ["quickfix"] } },
    timeout,
  );
  const offered = new Map<string, string>();
  for (const { title, edit } of actions ?? []) {
    const module = /^(?:Add|Update) import from "([^"]+)"$/.exec(title)?.[1];
    const added = Object.values(edit?.changes ?? {})[0]?.[0]?.newText.trim() ?? "";
    // An import of the cell's that would have to be longer: a second one does the same.
    const statement = added.startsWith("import ") ? added.replace(/;$/, "") : `import { ${name} } from "${module}"`;
    if (module !== undefined && !module.startsWith(`./${cellPrefix}`)) offered.set(module, statement);
  }
  const isPart = (module: string) => [...offered.keys()].some((whole) => module.startsWith(`${whole}/`));
  return [...offered]
    .filter(([module]) => !(isBareBuiltin(module) && offered.has(`node:${module}`)) && !isPart(module))
    .map(([, statement]) => statement)
    .slice(0, mostOffered);
}

/** The name that a problem is about; undefined where it is another than that nobody knows the name. */
export function unknownName({ code, message }: Problem): string | undefined {
  return unknownNameCodes.includes(Number(code)) ? /['‘]([^'’]+)['’]/.exec(message)?.[1] : undefined;
}

/** `fs`, which is `node:fs` by its older name. */
export const isBareBuiltin = (module: string): boolean =>
  builtinModules.includes(module) && !module.startsWith("node:");

/** The word at an offset as the error that TypeScript would have of it, were it an unknown name. */
export function unknownWord(draft: LanguageDocument, offset: number): Problem | undefined {
  const before = /[\p{ID_Continue}$]*$/u.exec(draft.source.slice(0, offset))?.[0] ?? "";
  const after = /^[\p{ID_Continue}$]*/u.exec(draft.source.slice(offset))?.[0] ?? "";
  const isMember = draft.source.charAt(offset - before.length - 1) === ".";
  if (before + after === "" || isMember) return undefined;
  const lines = linesOf(draft.text);
  const place = (at: number): LspPosition => {
    const { line, column } = lines.position(draft.toDocument(at));
    return { line: line - 1, character: column };
  };
  const range = { start: place(offset - before.length), end: place(offset + after.length) };
  return { range, code: 2304, message: `Cannot find name '${before}${after}'.` };
}

/** A draft as it would be with an import before it. */
export function withImport(draft: LanguageDocument, statement: string): LanguageDocument {
  const added = `${statement}; `;
  return { ...draft, text: added + draft.text, toDocument: (offset) => draft.toDocument(offset) + added.length };
}

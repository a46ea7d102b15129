import { linesOf, type LanguageDocument, type Position } from "../translate";
import { withoutModules } from "./inspection";
import type { LspDiagnostic, LspPosition } from "./protocol";
import type { Diagnostic } from "./types";

/** A package without types is `any`: a notebook must not refuse to run it. */
const untypedPackage = 7016;

/** What `import type` brought into an earlier cell is a type here too, and used as a value it is told of there. */
const aliasOfTypeImport = 1380;

/** Codes of what is said about a project's settings, not about a cell. */
const isAboutSettings = (code: number): boolean => code >= 6000 && code < 7000;

/** `let best = null;` of an earlier cell has no type that TypeScript could tell by then: it is `any`. */
const untyped = new Set([7005, 7034]);
const nameIn = (message: string): string | undefined => /'([^']+)'/.exec(message)?.[1];

/** Those that are errors of the cell's; hints and warnings are not. */
export function errorsIn(document: LanguageDocument, found: readonly LspDiagnostic[]): LspDiagnostic[] {
  const lines = linesOf(document.text);
  const isOfPrelude = ({ line, character }: LspPosition): boolean =>
    lines.offset({ line: line + 1, column: character }) < document.toDocument(0);
  const errors = found.filter(
    ({ severity, code, range }) =>
      severity === 1 &&
      code !== untypedPackage &&
      !isAboutSettings(Number(code)) &&
      !(code === aliasOfTypeImport && isOfPrelude(range.start)),
  );
  const isOfOthers = ({ range, code }: LspDiagnostic) => untyped.has(Number(code)) && isOfPrelude(range.start);
  const names = new Set(errors.filter(isOfOthers).map(({ message }) => nameIn(message)));
  return errors.filter(({ code, message }) => !untyped.has(Number(code)) || !names.has(nameIn(message)));
}

/** The server's errors, where the cell has them. @param imports what would bring each one's unknown name */
export function cellDiagnostics(
  document: LanguageDocument,
  found: readonly LspDiagnostic[],
  imports: readonly (readonly string[])[],
): Diagnostic[] {
  const lines = linesOf(document.text);
  const source = linesOf(document.source);
  const inCell = ({ line, character }: LspPosition): Position =>
    source.position(document.toSource(lines.offset({ line: line + 1, column: character })));
  return found.map(({ code, message, range }, i) => ({
    code: Number(code),
    message: withoutModules(message),
    start: inCell(range.start),
    end: inCell(range.end),
    imports: imports[i] ?? [],
  }));
}

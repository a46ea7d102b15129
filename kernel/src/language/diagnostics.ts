import { linesOf, type LanguageDocument, type Position } from "../translate";
import { withoutModules } from "./inspection";
import type { LspDiagnostic, LspPosition } from "./protocol";
import type { Diagnostic } from "./types";

/** A package without types is `any`: a notebook must not refuse to run it. */
const untypedPackage = 7016;

/** Codes of what is said about a project's settings, not about a cell. */
const isAboutSettings = (code: number): boolean => code >= 6000 && code < 7000;

/** The server's errors, where the cell has them; hints and warnings left out. */
export function cellDiagnostics(document: LanguageDocument, found: readonly LspDiagnostic[]): Diagnostic[] {
  const lines = linesOf(document.text);
  const source = linesOf(document.source);
  const inCell = ({ line, character }: LspPosition): Position =>
    source.position(document.toSource(lines.offset({ line: line + 1, column: character })));
  return found
    .filter(({ severity, code }) => severity === 1 && code !== untypedPackage && !isAboutSettings(Number(code)))
    .map(({ code, message, range }) => ({
      code: Number(code),
      message: withoutModules(message),
      start: inCell(range.start),
      end: inCell(range.end),
    }));
}

import type { LanguageDocument, Position } from "../translate";

/** A run of a cell, as a module. */
export interface LanguageCell {
  readonly execution: number;
  readonly document: LanguageDocument;
}

/** A type error, where the cell has it. */
export interface Diagnostic {
  readonly code: number;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** Statements, each of which would bring the name that is unknown. */
  readonly imports: readonly string[];
}

/** What can be typed at a place. */
export interface Completion {
  readonly label: string;
  /** What replaces the reply's range. */
  readonly text: string;
  /** As JupyterLab shows it beside the label: "function", "class", "property", ... */
  readonly kind: string;
  /** What must stand before it: an import from that module. */
  readonly needs?: { readonly module: string; readonly statement: string };
}

/** Offsets are of the source, in UTF-16 units. */
export interface CompletionReply {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

export interface LanguageOptions {
  /** How long an answer may take, in milliseconds, before the server counts as hanging. */
  readonly timeout?: number;
  /** How long an error may wait, in milliseconds, for the import that would bring its unknown name. */
  readonly hintTimeout?: number;
}

/** Types, completion and inspection of cells, by a language server of its own. */
export interface Language {
  /** The type errors of a cell; undefined where the server gives no answer: the cell can still run. */
  check(cell: LanguageCell): Promise<Diagnostic[] | undefined>;
  /** Let cells import a document as "./name". @returns its type errors, as of a cell */
  define(name: string, document: LanguageDocument): Promise<Diagnostic[] | undefined>;
  /**
   * Let later cells see a run that was checked.
   * @param live the runs that declared some name last: what none of these builds upon is forgotten
   */
  commit(execution: number, live: ReadonlySet<number>): void;
  complete(draft: LanguageDocument, offset: number): Promise<CompletionReply>;
  /**
   * Type and documentation of what is at an offset, as Markdown.
   * @param detail 1 shows all overloads of a call
   */
  inspect(draft: LanguageDocument, offset: number, detail: 0 | 1): Promise<string | undefined>;
  /** The server's process, while there is one. */
  readonly pid: number | undefined;
  close(): void;
}

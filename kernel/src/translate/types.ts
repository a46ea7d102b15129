/** A place in a text: lines count from 1, columns (UTF-16 units) from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a name stands for. A name can be declared as two kinds in one cell (an interface and a const, say). */
export type DeclarationKind =
  | "const"
  | "let"
  | "var"
  | "function"
  | "class"
  | "enum"
  | "type"
  | "interface"
  | "namespace"
  | "import";

/** A name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** Nothing of it exists at run time: a type, an interface, a type-only import, whatever `declare` announces. */
  readonly isType: boolean;
  /** The cell exports it by that very name itself. */
  readonly isExported: boolean;
}

/** The names of a cell as the rest of the notebook sees them. */
export interface CellNames {
  readonly declares: readonly Declaration[];
  /** Free names it reads, as values or as types, those of the language and of Node among them. */
  readonly reads: readonly string[];
  /** Free names it assigns. */
  readonly assigns: readonly string[];
}

/** A name that a cell imports. */
export interface ImportedName {
  readonly name: string;
  /** The variable that holds it in the running code. */
  readonly variable: string;
  readonly specifier: string;
  /** What the module calls it; undefined for the module as a whole. */
  readonly exportName: string | undefined;
}

/** A cell as V8's REPL mode runs it. */
export interface Translated extends CellNames {
  /** JavaScript for `Runtime.evaluate` with replMode and awaitPromise; it calls on `__kernel`, a `CellRuntime`. */
  readonly code: string;
  /** What its import declarations bring at run time. */
  readonly imports: readonly ImportedName[];
  /** Whether the cell ends in an expression, whose value it hands to `__kernel.result`. */
  readonly hasResult: boolean;
  /** The cell as TypeScript may read it: the source, or the source with a last object literal in parentheses. */
  readonly text: CellText;
  /** Where in the cell a place of `code` came from. */
  position(line: number, column: number): Position;
}

/** A source with what had to be inserted so that it parses. */
export interface CellText {
  readonly source: string;
  readonly text: string;
  /** An offset in `text` as an offset in `source`. */
  toSource(offset: number): number;
  /** An offset in `source` as an offset in `text`. */
  toText(offset: number): number;
}

/** A cell that does not parse. */
export class CellSyntaxError extends SyntaxError implements Position {
  override readonly name = "SyntaxError";
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

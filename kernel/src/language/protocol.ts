// What of the Language Server Protocol the kernel uses.
// Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/

/** Lines and columns (UTF-16 units) both count from 0. */
export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

export interface LspDiagnostic {
  readonly range: LspRange;
  /** 1 is an error. */
  readonly severity?: number;
  readonly code?: number | string;
  readonly message: string;
}

export interface LspTextEdit {
  readonly range: LspRange;
  readonly newText: string;
}

export interface LspCompletionItem {
  readonly label: string;
  readonly labelDetails?: { readonly description?: string };
  readonly kind?: number;
  readonly detail?: string;
  readonly sortText?: string;
  readonly filterText?: string;
  readonly insertText?: string;
  readonly textEdit?: LspTextEdit;
  /** `importKind`: 0 is of a name, 1 of the default, others of the whole module. */
  readonly data?: { readonly autoImport?: { readonly moduleSpecifier: string; readonly importKind: number } };
}

export interface LspCodeAction {
  readonly title: string;
  readonly edit?: { readonly changes?: Readonly<Record<string, readonly LspTextEdit[]>> };
}

export interface LspHover {
  readonly contents: { readonly value: string };
}

export interface LspSignatureHelp {
  readonly activeSignature?: number;
  readonly activeParameter?: number;
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation?: { readonly value: string } | string;
    readonly activeParameter?: number;
    readonly parameters?: readonly {
      readonly label: string | readonly [number, number];
      readonly documentation?: { readonly value: string } | string;
    }[];
  }[];
}

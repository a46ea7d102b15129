export { translate, type TranslateOptions } from "./translate";
export { isComplete, type Completeness } from "./is-complete";
export { createCellGraph, type CellGraph, type CellRun, type Declarer, type Stale } from "./graph";
export { draftDocument, languageDocument, moduleName, type LanguageDocument } from "./language-document";
export { linesOf, type Lines } from "./lines";
export { cellLib } from "./runtime";
export { CellSyntaxError } from "./types";
export type { CellNames, CellText, Declaration, DeclarationKind, Position, Translated } from "./types";
export type { CellRuntime, ImportCallOptions } from "./runtime";

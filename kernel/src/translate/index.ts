export { translate, type TranslateOptions } from "./translate";
export { isComplete, type Completeness } from "./is-complete";
export { createCellGraph, type CellGraph, type CellRun, type Declarer, type Stale } from "./graph";
export { directivesOf, type Directives } from "./directives";
export {
  draftDocument,
  globalRuns,
  languageDocument,
  moduleDocument,
  type LanguageDocument,
} from "./language-document";
export { mergeableRun, mergedDocument, type MergeableRun } from "./merged-document";
export { translateModule, type TranslatedModule, type TranslateModuleOptions } from "./module";
export type { ModuleImport } from "./module-rewrite";
export { linesOf, type Lines } from "./lines";
export { stoppingFlag } from "./loops";
export { cellLib } from "./runtime";
export { CellSyntaxError } from "./types";
export type { CellNames, CellText, Declaration, DeclarationKind, ImportedName, Position, Translated } from "./types";
export type { CellRuntime, ImportCallOptions } from "./runtime";

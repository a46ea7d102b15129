export { translate } from "./translate";
export { isComplete } from "./is-complete";
export { createCellGraph, type CellGraph, type Stale } from "./graph";
export { directivesOf } from "./directives";
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
export { linesOf } from "./lines";
export { stoppingFlag } from "./loops";
export { cellLib } from "./runtime";
export { CellSyntaxError } from "./types";
export type { CellNames, ImportedName, Position, Translated } from "./types";
export type { CellRuntime, ImportCallOptions } from "./runtime";

export { startLanguage, type LanguageOptions } from "./language";
export type { Completion, Diagnostic, Language, LanguageCell } from "./types";

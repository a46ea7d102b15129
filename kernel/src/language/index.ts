export { startLanguage, type LanguageOptions } from "./language";
export type { Completion, CompletionReply, Diagnostic, Language, LanguageCell } from "./types";

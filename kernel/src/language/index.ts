import { startServer } from "./server";
import type { Language, LanguageOptions } from "./types";

export type { Completion, Diagnostic, Language, LanguageCell, LanguageOptions } from "./types";

/**
 * Start TypeScript's language server for the cells of a folder, and return at once.
 * When the server ends or hangs, it is started again with the cells it knew.
 */
export function startLanguage(cwd: string, options?: LanguageOptions): Language {
  const server = startServer(cwd);
  // Read while the server starts.
  const { createLanguage } = require("./language") as typeof import("./language");
  return createLanguage(cwd, server, options);
}

import { type Server, startServer } from "./server";
import type { Language } from "./types";

export type { Completion, Diagnostic, Language, LanguageCell, LanguageOptions } from "./types";

export { startServer } from "./server";

/**
 * Let a language server know the cells of a folder.
 * When the server ends or hangs, another is started with the cells it knew.
 * @param server to begin with
 */
export function startLanguage(cwd: string, server: Server = startServer(cwd)): Language {
  // Read while the server starts.
  const { createLanguage } = require("./language") as typeof import("./language");
  return createLanguage(cwd, server);
}

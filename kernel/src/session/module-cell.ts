import { join } from "node:path";
import type { Diagnostic, Language } from "../language";
import { holdFile } from "../project";
import { moduleDocument } from "../translate";

/**
 * Make a cell a module, which other cells import by its name; it is evaluated when one does.
 * @returns its type errors; with any, what the name stood for stays
 */
export async function defineModule(name: string, code: string, language: Language): Promise<Diagnostic[]> {
  const problems = (await language.define(name, moduleDocument(code))) ?? [];
  if (problems.length === 0) holdFile(join(process.cwd(), `${name}.ts`), code);
  return problems;
}

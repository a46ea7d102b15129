// @ts-check
import { createRequire } from "node:module";

/** @typedef {import("./checkOnTslab.mjs").Finding} Finding */

const require = createRequire(import.meta.url);

/**
 * What our kernel says of the cells of notebooks that lie in the working directory, as when they run one after the other.
 * @param {readonly (readonly string[])[]} notebooks the cells' sources
 * @returns {Promise<Finding[][][]>} by notebook and cell
 */
export async function checkOnOurs(notebooks) {
  const found = [];
  // One after the other: a compiler takes all the cores it gets.
  for (const cells of notebooks) found.push(await checkNotebook(cells));
  return found;
}

/** @param {readonly string[]} cells */
async function checkNotebook(cells) {
  /** @type {typeof import("../../kernel/src/language/index.ts")} */
  const { startLanguage } = require("../../kernel/dist/language");
  /** @type {typeof import("../../kernel/src/translate/index.ts")} */
  const { CellSyntaxError, createCellGraph, languageDocument, translate } = require("../../kernel/dist/translate");
  const language = startLanguage(process.cwd());
  const graph = createCellGraph();
  try {
    /** @type {Finding[][]} */
    const found = [];
    for (const [index, source] of cells.entries()) {
      const execution = index + 1;
      try {
        const names = translate(source, { sourceName: `cell_${execution}.ts`, known: graph.known });
        const document = languageDocument(names.text, names, graph, execution);
        const diagnostics = await language.check({ execution, document });
        if (diagnostics === undefined) {
          throw new Error("cells can't be checked: TypeScript's language server gives no answer; type: npm ci");
        }
        found.push(
          diagnostics.map(({ start: { line, column }, code, message }) => ({ line: line - 1, column, code, message })),
        );
        graph.ran({ id: `cell ${execution}`, execution, names });
        language.commit(execution, graph.live());
      } catch (error) {
        if (!(error instanceof CellSyntaxError)) throw error;
        const { line, column, message } = error;
        found.push([{ line: line - 1, column, code: "SyntaxError", message }]);
      }
    }
    return found;
  } finally {
    language.close();
  }
}

// @ts-check
import { createRequire } from "node:module";

/**
 * A cell's code, and the place of what a compiler says of it: line and column from 0.
 * @typedef {{ line: number, column: number, code: number | string, message: string }} Finding
 */

/**
 * @typedef {{ messageText: string, code: number, start: { line: number, character: number } }} Diagnostic
 * @typedef {{ diagnostics: Diagnostic[], declOutput?: string }} Converted
 * @typedef {{ convert(declarations: string, source: string): Converted, close(): void }} Converter
 */

/**
 * What stock tslab's compiler says of the cells of notebooks that lie in the working directory, which it takes for the
 * project's root.
 * @param {readonly (readonly string[])[]} notebooks the cells' sources
 * @returns {Promise<Finding[][][]>} by notebook and cell
 */
export async function checkOnTslab(notebooks) {
  const { createConverter } = createRequire(import.meta.url)("tslab/dist/converter.js");
  const converter = /** @type {Converter} */ (createConverter());
  try {
    return notebooks.map((cells) => {
      let declarations = "";
      return cells.map((source) => {
        const { diagnostics, declOutput } = converter.convert(declarations, source);
        declarations = declOutput ?? declarations;
        return diagnostics.map(({ messageText: message, code, start }) => ({
          line: start.line,
          column: start.character,
          code,
          message,
        }));
      });
    });
  } finally {
    converter.close();
  }
}

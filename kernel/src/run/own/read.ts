import { dirname } from "node:path";
import { type CompilerOptions, nearestTsconfig, textOf } from "../../project";
import {
  CellSyntaxError,
  type Position,
  type TranslatedModule,
  translateModule,
  type TranslateModuleOptions,
} from "../../translate";

/** A file's source, and how places of what runs are places of it. */
export interface ScriptSource {
  readonly source: string;
  position(line: number, column: number): Position;
}

/** Takes in what a script came from, by its name in stack traces. */
export type KeepScript = (script: string, source: ScriptSource) => void;

/**
 * A TypeScript file as what runs.
 * @throws SyntaxError where it does not parse, with its place as the place that it was thrown at
 */
export function readModule(path: string, script: string, keep: KeepScript): TranslatedModule {
  const source = textOf(path);
  // Without a tsconfig.json, decorators are what they are in cells.
  const options = nearestTsconfig(dirname(path))?.options ?? { experimentalDecorators: true };
  try {
    const translated = translateModule(source, { filename: path, ...transformed(options) });
    keep(script, { source, position: (line, column) => translated.position(line, column) });
    return translated;
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    keep(script, { source, position: (line, column) => ({ line, column }) });
    const thrown = new SyntaxError(error.message);
    thrown.stack = `SyntaxError: ${error.message}\n    at ${script}:${error.line}:${error.column + 1}`;
    throw thrown;
  }
}

function transformed(options: CompilerOptions): Omit<TranslateModuleOptions, "filename"> {
  const { experimentalDecorators, emitDecoratorMetadata, jsx, jsxImportSource, jsxFactory, jsxFragmentFactory } =
    options;
  const experimental = emitDecoratorMetadata === true ? "experimental with metadata" : "experimental";
  return {
    decorators: experimentalDecorators === true ? experimental : "standard",
    jsx: {
      runtime: jsx?.startsWith("react-jsx") === true || jsxImportSource !== undefined ? "automatic" : "classic",
      ...(jsxImportSource !== undefined && { importSource: jsxImportSource }),
      ...(jsxFactory !== undefined && { pragma: jsxFactory }),
      ...(jsxFragmentFactory !== undefined && { pragmaFrag: jsxFragmentFactory }),
    },
  };
}

/** @throws SyntaxError that names the file */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(textOf(path)) as unknown;
  } catch (error) {
    throw new SyntaxError(`${path} must be JSON: ${(error as Error).message}`, { cause: error });
  }
}

import type { TransformOptions } from "oxc-transform";
import { refuseDecorators } from "./decorators";
import { linesOf } from "./lines";
import { rewriteModule, type ModuleImport } from "./module-rewrite";
import { namesOf } from "./names";
import { prepareModule } from "./module-prepare";
import { parseSync, transformSync } from "./oxc";
import { syntaxError } from "./parse";
import { originalPosition } from "./source-map";
import type { Node } from "./tree";
import { CellSyntaxError, type Position } from "./types";

export interface TranslateModuleOptions {
  /** Its ending says whether there is JSX in it. */
  readonly filename: string;
  /** What decorators are: those of `experimentalDecorators`, with metadata or without, or the standard ones. */
  readonly decorators: "experimental" | "experimental with metadata" | "standard";
  readonly jsx?: TransformOptions["jsx"];
}

/** A module of the project's own, as the kernel's linker runs it. */
export interface TranslatedModule {
  /**
   * JavaScript whose value is a function of `(__module, require, module, exports, __filename, __dirname)`, which gives
   * a generator function of the module: run to its first `yield` it has told what it exports, and its functions can be
   * called; run on, it is evaluated. It calls on `__module`, a `ModuleRuntime`, and on `__kernel`.
   */
  readonly code: string;
  readonly imports: readonly ModuleImport[];
  /** It awaits at its top level: the generator is an asynchronous one. */
  readonly isAsync: boolean;
  /** Where in the file a place of `code` came from. */
  position(line: number, column: number): Position;
}

/**
 * A TypeScript file of the project's own as a function.
 * @throws CellSyntaxError where it does not parse
 */
export function translateModule(
  source: string,
  { filename, decorators, jsx }: TranslateModuleOptions,
): TranslatedModule {
  if (decorators === "standard") refuseDecorators(source);
  const edited = prepareModule(source);
  const { code, map, errors, helpersUsed } = transformSync(filename, edited.text, {
    lang: /\.[jt]sx$/.test(filename) ? "tsx" : "ts",
    sourceType: "module",
    sourcemap: true,
    target: "es2024", // lowers `using` alone: the oldest Node that runs cells has the rest
    decorator: { legacy: true, emitDecoratorMetadata: decorators === "experimental with metadata" }, // `accessor` fields too
    ...(jsx !== undefined && { jsx }),
    helpers: { mode: "External" as never },
  });
  if (errors.length > 0) throw fileError(source, errors as never, edited.toSource);
  const linked =
    Object.keys(helpersUsed ?? {}).length === 0 ? code : code.replaceAll(/\bbabelHelpers\b/g, "__kernel.lib");
  const parsed = parseSync("module.js", linked, { lang: "js", sourceType: "module" });
  const original = originalPosition(map?.mappings ?? "");
  const written = linesOf(linked);
  const toSource = (offset: number) => {
    const position = original(written.position(offset));
    return edited.toSource(linesOf(edited.text).offset(position));
  };
  if (parsed.errors.length > 0) throw fileError(source, parsed.errors, toSource);
  const program = parsed.program as unknown as Node;
  const { script, imports, isAsync } = rewriteModule(linked, program, namesOf(program));
  const ran = linesOf(script.text);
  return {
    code: `${script.text}\n}; })`,
    imports,
    isAsync,
    // From what runs, by way of what the transformer wrote, to the file.
    position: (line, column) => linesOf(source).position(toSource(script.toSource(ran.offset({ line, column })))),
  };
}

function fileError(
  source: string,
  errors: Parameters<typeof syntaxError>[1],
  toSource: (offset: number) => number,
): CellSyntaxError {
  const placed = errors.map((error) => ({
    ...error,
    labels: error.labels.map((label) => ({ ...label, start: toSource(label.start) })),
  }));
  const { message, line, column } = syntaxError(source, placed as never);
  return new CellSyntaxError(message.replace("but the cell ends here", "but the file ends here"), line, column);
}

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isOwnKind, ownFile } from "../project";
import type { ImportCallOptions } from "../translate";
import { type NodeImport, nodeImportOf } from "./node-import";
import { createOwnModules, type KeepScript, type Namespace, type OwnModules } from "./own";
import { isPath, packageOf, packageRemedy } from "./package-remedy";

/** How a cell's `import` and `require` find their modules: as a file in the notebook's folder would. */
export interface Modules {
  readonly require: NodeRequire;
  readonly import: (specifier: string, options?: ImportCallOptions) => Promise<Namespace>;
  readonly resolve: (specifier: string) => string;
  /** The file of the project's own that a cell's specifier means. */
  readonly ownFile: (specifier: string) => string | undefined;
  readonly own: OwnModules;
}

export interface ModulesOptions {
  /** Modules that the kernel itself gives, by their specifier. */
  readonly builtIn: ReadonlyMap<string, Namespace>;
  /** Called when a module has been loaded. */
  readonly afterImport: () => void;
  /** Called with each file of the project's own before it is evaluated. */
  readonly keep: KeepScript;
}

/** @param folder the notebook's, the kernel's working directory */
export function createModules(folder: string, { builtIn, afterImport, keep }: ModulesOptions): Modules {
  const cell = join(folder, "cell.js");
  const nodeImports = new Map<string, NodeImport>();
  const placeOf = (from: string): string => (from === cell ? "the notebook's folder" : from);

  async function importFrom(specifier: string, from: string, options?: ImportCallOptions): Promise<Namespace> {
    const given = builtIn.get(specifier);
    if (given !== undefined) return given;
    const file = ownFile(specifier, from);
    if (file !== undefined && isOwnKind(file)) return own.import(file);
    let load = nodeImports.get(from);
    if (load === undefined) nodeImports.set(from, (load = nodeImportOf(from)));
    try {
      return await load(file === undefined ? specifier : pathToFileURL(file).href, options);
    } catch (error) {
      throw withRemedy(error, specifier, placeOf(from));
    } finally {
      afterImport();
    }
  }

  function requireOf(from: string, onOwn?: (path: string) => void): NodeRequire {
    const load = createRequire(from);
    const require = (specifier: string): unknown => {
      const given = builtIn.get(specifier);
      if (given !== undefined) return given;
      const file = typeof specifier === "string" ? ownFile(specifier, from) : undefined;
      if (file === undefined || !isOwnKind(file)) {
        try {
          return load(specifier) as unknown;
        } catch (error) {
          throw withRemedy(error, specifier, placeOf(from));
        }
      }
      onOwn?.(file);
      return own.require(file);
    };
    return Object.assign(require, load);
  }

  const own = createOwnModules({ import: importFrom, requireOf, keep });
  const require = requireOf(cell);
  return {
    require,
    import: (specifier, options) => importFrom(specifier, cell, options),
    resolve: (specifier) => pathToFileURL(ownFile(specifier, cell) ?? require.resolve(specifier)).href,
    ownFile(specifier) {
      const file = builtIn.has(specifier) ? undefined : ownFile(specifier, cell);
      return file !== undefined && isOwnKind(file) ? file : undefined;
    },
    own,
  };
}

/** A missing package's error says what would bring it. */
function withRemedy(error: unknown, specifier: string, from: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND")) return error;
  // A module that is there may itself ask for one that isn't: then the error speaks of that one.
  if (!isPath(specifier) && !error.message.includes(`'${packageOf(specifier)}'`)) return error;
  const message = `there is no module "${specifier}": ${packageRemedy(specifier, from)}`;
  return Object.assign(new Error(message, { cause: error }), { code });
}

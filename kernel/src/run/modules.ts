import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as vm from "node:vm";
import { isPath, packageOf, packageRemedy } from "./package-remedy";

type Namespace = Record<string, unknown>;
type Load = (specifier: string, options?: object) => Promise<Namespace>;

/** How a cell's `import` and `require` find their modules: as a file in the notebook's folder would. */
export interface Modules {
  readonly require: NodeRequire;
  readonly import: Load;
  readonly resolve: (specifier: string) => string;
}

/** Node has it since 20.12; the declarations at hand are older. */
const { USE_MAIN_CONTEXT_DEFAULT_LOADER: defaultLoader } = (vm as unknown as { constants: Record<string, unknown> })
  .constants;

/** `import()` as a file of that name would do it. */
function importerOf(filename: string): Load {
  const options = { filename, importModuleDynamically: defaultLoader as never };
  const source = "(specifier, options) => import(specifier, options)";
  const load = new vm.Script(source, options).runInThisContext() as Load;
  return (specifier, attributes) => {
    const { emitWarning } = process;
    // Node 20 says at the first use that this is experimental; the reader of a notebook can do nothing with it.
    process.emitWarning = () => undefined;
    try {
      return load(specifier, attributes);
    } finally {
      process.emitWarning = emitWarning;
    }
  };
}

export interface ModulesOptions {
  /** Modules that the kernel itself gives, by their specifier. */
  readonly builtIn: ReadonlyMap<string, Namespace>;
  /** Called when a module has been loaded. */
  readonly afterImport: () => void;
}

/** @param folder the notebook's, the kernel's working directory */
export function createModules(folder: string, { builtIn, afterImport }: ModulesOptions): Modules {
  const filename = join(folder, "cell.js");
  const require = createRequire(filename);
  // An `import()` resolves from the script that holds it, so it stands in one that claims to lie in the folder.
  const load = importerOf(filename);
  return {
    require,
    resolve: (specifier) => pathToFileURL(require.resolve(specifier)).href,
    async import(specifier, attributes) {
      const own = builtIn.get(specifier);
      if (own !== undefined) return own;
      try {
        return withNamesOf(await load(specifier, attributes));
      } catch (error) {
        throw withRemedy(error, specifier);
      } finally {
        afterImport();
      }
    },
  };
}

/**
 * Node finds the names that a CommonJS module exports by reading its source, and misses some;
 * what it missed is looked up in `module.exports`.
 */
function withNamesOf(namespace: Namespace): Namespace {
  const exported = namespace["default"];
  if ((typeof exported !== "object" && typeof exported !== "function") || exported === null) return namespace;
  const isCommonJs = Object.values(createRequire(__filename).cache).some((module) => module?.exports === exported);
  if (!isCommonJs) return namespace;
  const holder = (name: string | symbol): object => (name in namespace ? namespace : exported);
  return new Proxy<Namespace>(Object.create(null) as Namespace, {
    has: (_, name) => name in holder(name),
    get: (_, name) => Reflect.get(holder(name), name) as unknown,
    ownKeys: () => [...new Set([...Reflect.ownKeys(namespace), ...Object.keys(exported)])],
    getOwnPropertyDescriptor: (_, name) =>
      name in holder(name)
        ? { value: Reflect.get(holder(name), name), enumerable: true, configurable: true }
        : undefined,
  });
}

/** A missing package's error says what would bring it. */
function withRemedy(error: unknown, specifier: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND")) return error;
  // A module that is there may itself ask for one that isn't: then the error speaks of that one.
  if (!isPath(specifier) && !error.message.includes(`'${packageOf(specifier)}'`)) return error;
  return Object.assign(new Error(`there is no module "${specifier}": ${packageRemedy(specifier)}`, { cause: error }), {
    code,
  });
}

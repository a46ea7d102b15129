import { createRequire } from "node:module";
import * as vm from "node:vm";
import type { ImportCallOptions } from "../translate";
import type { Namespace } from "./own";
import { withoutWarnings } from "./without-warnings";

export type NodeImport = (specifier: string, options?: ImportCallOptions) => Promise<Namespace>;

/** Node has it since 20.12; the declarations at hand are older. */
const { USE_MAIN_CONTEXT_DEFAULT_LOADER: defaultLoader } = (vm as unknown as { constants: Record<string, unknown> })
  .constants;

/**
 * `import()` by Node, as a file of that name would do it: it resolves from the script that holds it, so it stands in one
 * that claims to be the file.
 */
export function nodeImportOf(filename: string): NodeImport {
  const options = { filename, importModuleDynamically: defaultLoader as never };
  const source = "(specifier, options) => import(specifier, options)";
  const load = new vm.Script(source, options).runInThisContext() as NodeImport;
  return async (specifier, attributes) => {
    // Node 20 says at the first use that this is experimental.
    const loading = withoutWarnings(() => load(specifier, attributes));
    return withNamesOf(await loading);
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

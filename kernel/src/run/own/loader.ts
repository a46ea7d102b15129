import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { isOwnKind, ownFile, stampOf } from "../../project";
import type { ImportCallOptions } from "../../translate";
import { moduleScriptName } from "../script-names";
import { exportStars } from "./evaluate";
import { exportCommonJs, exportTo, type Namespace } from "./namespace";
import { emptyModule, isLeft, type OwnModule } from "./own-module";
import { type KeepScript, readJson, readModule } from "./read";

/** How a file reaches others. */
export interface Outside {
  /** Any import of a file: of a package, a built-in module, a file of the project's own. */
  import(specifier: string, from: string, options?: ImportCallOptions): Promise<Namespace>;
  /**
   * `require` as that file has it.
   * @param onOwn called with each file of the project's own that it is asked for
   */
  requireOf(from: string, onOwn?: (path: string) => void): NodeRequire;
  readonly keep: KeepScript;
}

/** The modules that are loaded, by their paths. */
export type ModuleTable = Map<string, OwnModule>;

/** Reads a file and all of the project's own that it imports, as far as the table lacks them. */
export type Loader = (path: string, modules: ModuleTable) => OwnModule;

type Wrapper = (
  runtime: object,
  require: NodeRequire,
  module: OwnModule["commonJs"],
  exports: unknown,
  filename: string,
  dirname: string,
) => () => NonNullable<OwnModule["body"]>;

export function createLoader(outside: Outside): Loader {
  let numScripts = 0;

  const load: Loader = (path, modules) => {
    const known = modules.get(path);
    if (known !== undefined && !isLeft(known)) return known;
    return path.endsWith(".json") ? jsonModule(path, modules) : sourceModule(path, modules);
  };

  function sourceModule(path: string, modules: ModuleTable): OwnModule {
    const script = moduleScriptName(path, ++numScripts);
    const stamp = stampOf(path); // before it is read: what is written meanwhile is a change
    const { code, imports, isAsync } = readModule(path, script, outside.keep);
    const module = emptyModule(path, stamp, imports, isAsync);
    modules.set(path, module); // before its imports: they may lead back to it
    for (const [index, { specifier }] of imports.entries()) {
      const target = ownFile(specifier, path);
      if (target === undefined || !isOwnKind(target)) continue;
      const link = load(target, modules);
      module.links[index] = link;
      module.namespaces[index] = link.namespace;
    }
    const { commonJs } = module;
    const require = outside.requireOf(path, (required) => module.required.add(required));
    const wrapper = new Script(code, { filename: script }).runInThisContext() as Wrapper;
    module.body = wrapper(runtimeOf(module), require, commonJs, commonJs.exports, path, dirname(path))();
    void module.body.next(); // from here on it is known what it exports
    return module;
  }

  /** What the code of a module calls on as `__module`. */
  function runtimeOf(module: OwnModule): object {
    const { path, namespace, namespaces, resources } = module;
    const resolve = (specifier: string) => ownFile(specifier, path) ?? outside.requireOf(path).resolve(specifier);
    return {
      namespaces,
      resources,
      exports(getters: Readonly<Record<string, () => unknown>>, stars: readonly number[]) {
        exportTo(namespace, getters);
        module.stars = stars;
        exportStars(module);
      },
      import: (specifier: string, options?: ImportCallOptions) => outside.import(specifier, path, options),
      meta: {
        url: pathToFileURL(path).href,
        filename: path,
        dirname: dirname(path),
        resolve: (specifier: string) => pathToFileURL(resolve(specifier)).href,
      },
    };
  }

  return load;
}

function jsonModule(path: string, modules: ModuleTable): OwnModule {
  const module = emptyModule(path, stampOf(path), [], false);
  module.commonJs.exports = readJson(path);
  exportCommonJs(module.namespace, module.commonJs.exports);
  module.stage = "evaluated";
  modules.set(path, module);
  return module;
}

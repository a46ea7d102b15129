import { stampOf } from "../../project";
import { type Execution, executions } from "../execution";
import { evaluateInTime, evaluateNow, evaluation, type Step } from "./evaluate";
import { createLoader, type ModuleTable, type Outside } from "./loader";
import { createNamespace, exportCommonJs, type Namespace } from "./namespace";
import { affectedBy, hasChanged, isLeft, type OwnModule } from "./own-module";

/** The files of the project's own that cells import, evaluated by the kernel itself. */
export interface OwnModules {
  /** A file's exports; evaluated when it is new or was changed. */
  import(path: string): Promise<Namespace>;
  /**
   * What `require` gives for a file: `module.exports` of one that assigns it, else its exports.
   * @throws Error where it, or what it imports, has an `await` at its top level
   */
  require(path: string): unknown;
  /** The exports of a file that is loaded. */
  loaded(path: string): Namespace | undefined;
  /** The loaded files that changed since; not those whose change could not be loaded. */
  changed(): string[];
  /** The files that are evaluated again with these. */
  affected(changed: readonly string[]): ReadonlySet<string>;
  /**
   * Evaluate changed files again, and all that import them. Where that fails all stays as it was, and the same change is
   * not tried again but by those who import the file.
   */
  reload(changed: readonly string[]): Promise<void>;
}

/** A reload under way. */
interface Reload {
  readonly execution: Execution | undefined;
  readonly before: ModuleTable;
  readonly changed: readonly string[];
}

export function createOwnModules(outside: Outside): OwnModules {
  const load = createLoader(outside);
  let modules: ModuleTable = new Map();
  /** The state of changed files that could not be loaded. */
  const failed = new Map<string, string | undefined>();
  let reloading: Reload | undefined;

  /** Load and evaluate a file; forget what did not come to be evaluated. */
  function* loading(path: string, done: (module: OwnModule) => void): Generator<Step, void, unknown> {
    const before = new Set(modules.values());
    try {
      const module = load(path, modules);
      yield* evaluation(module);
      done(module);
    } catch (error) {
      for (const [key, module] of modules) if (!before.has(module) && module.stage !== "evaluated") modules.delete(key);
      throw error;
    }
  }

  function takeInTime(step: Step): unknown {
    if (step.kind === "other") return step.module.done;
    if (step.kind === "body") return step.module.body?.next();
    if (step.kind === "disposal") return step.module.resources.d();
    const { specifier, attributes } = importOf(step);
    const options = Object.keys(attributes).length === 0 ? undefined : { with: attributes };
    return outside.import(specifier, step.module.path, options);
  }

  function takeNow(step: Step): unknown {
    const { kind, module } = step;
    if (kind === "import") return namespaceOf(outside.requireOf(module.path)(importOf(step).specifier));
    if (kind === "disposal") return module.resources.d();
    if (kind === "body" && !module.isAsync) return module.body?.next();
    throw new Error(`require() must not meet a top-level await, as in ${module.path}: use import`);
  }

  async function importNow(path: string): Promise<Namespace> {
    let namespace!: Namespace;
    await evaluateInTime(
      loading(path, (module) => (namespace = module.namespace)),
      takeInTime,
    );
    return namespace;
  }

  async function reload(changed: readonly string[]): Promise<void> {
    const before = modules;
    const affected = affectedBy(changed, before.values());
    const own = (reloading = { execution: executions.getStore(), before, changed });
    modules = new Map([...before].filter(([path]) => !affected.has(path)));
    try {
      for (const path of affected) await importNow(path);
      for (const path of changed) failed.delete(path);
    } catch (error) {
      giveUp(own);
      throw error;
    } finally {
      if (reloading === own) reloading = undefined;
    }
  }

  /** All stays as it was, and the change counts as one that can't be loaded. */
  function giveUp({ before, changed }: Reload): void {
    modules = before;
    for (const path of changed) failed.set(path, stampOf(path));
  }

  /** What was stopped the hard way never ends by itself. */
  function clear(): void {
    if (reloading?.execution?.isCancelled === true) {
      giveUp(reloading);
      reloading = undefined;
    }
    for (const [path, module] of modules) if (isLeft(module)) modules.delete(path);
  }

  /** All changed files, where a file is affected by them. */
  function changesOf(path: string): string[] {
    if (reloading !== undefined || !modules.has(path)) return [];
    const changed = [...modules.values()].filter(hasChanged).map((module) => module.path);
    return affectedBy(changed, modules.values()).has(path) ? changed : [];
  }

  return {
    async import(path) {
      clear();
      const changed = changesOf(path);
      if (changed.length > 0) await reload(changed);
      return importNow(path);
    },
    require(path) {
      let required: unknown;
      const take = ({ stage, namespace, commonJs }: OwnModule) => {
        required = stage === "evaluated" && isCommonJs(namespace, commonJs.exports) ? commonJs.exports : namespace;
      };
      evaluateNow(loading(path, take), takeNow);
      return required;
    },
    loaded: (path) => modules.get(path)?.namespace,
    changed() {
      clear();
      const isNews = (module: OwnModule) => hasChanged(module) && failed.get(module.path) !== stampOf(module.path);
      return [...modules.values()].filter(isNews).map((module) => module.path);
    },
    affected: (changed) => affectedBy(changed, modules.values()),
    reload,
  };
}

const importOf = ({ module, index }: Extract<Step, { kind: "import" }>) =>
  module.imports[index] as OwnModule["imports"][number];

/** What `require` gave, as `import` would give it. */
function namespaceOf(exported: unknown): Namespace {
  if (Object.prototype.toString.call(exported) === "[object Module]") return exported as Namespace;
  const namespace = createNamespace();
  exportCommonJs(namespace, exported);
  return namespace;
}

/** Whether a module's exports are those that it assigned. */
const isCommonJs = (namespace: Namespace, exported: unknown): boolean =>
  "default" in namespace && namespace["default"] === exported;

import { stampOf } from "../../project";
import { cellLib, type ModuleImport } from "../../translate";
import type { Execution } from "../execution";
import { createNamespace, type Namespace } from "./namespace";

/** A file of the project's own that was loaded. */
export interface OwnModule {
  readonly path: string;
  /** The file's state when it was read. */
  readonly stamp: string | undefined;
  readonly imports: readonly ModuleImport[];
  /** Which of its imports are modules of the project's own; in the order of `imports`. */
  readonly links: (OwnModule | undefined)[];
  /** What each of its imports gave, those of packages once they are loaded. */
  readonly namespaces: (Namespace | undefined)[];
  readonly namespace: Namespace;
  /** Those of its imports whose names it exports. */
  stars: readonly number[];
  /** `module.exports`: an object of its own, unless the file assigns another. */
  readonly commonJs: { exports: unknown };
  readonly isAsync: boolean;
  readonly resources: ReturnType<typeof cellLib.usingCtx>;
  /** The modules that it required while it ran. */
  readonly required: Set<string>;
  /** Run once, it has told what it exports; run on, it is evaluated. */
  body: Generator<void> | AsyncGenerator<void> | undefined;
  stage: "linked" | "evaluating" | "evaluated" | "failed";
  /** What it threw. */
  failure: { readonly error: unknown } | undefined;
  /** While it is evaluated: settles when it is done. */
  done: Promise<void> | undefined;
  /** The run that evaluates it. */
  execution: Execution | undefined;
}

export function emptyModule(
  path: string,
  stamp: string | undefined,
  imports: readonly ModuleImport[],
  isAsync: boolean,
) {
  return {
    path,
    stamp,
    imports,
    links: imports.map(() => undefined),
    namespaces: imports.map(() => undefined),
    namespace: createNamespace(),
    stars: [],
    commonJs: { exports: {} },
    isAsync,
    resources: cellLib.usingCtx(),
    required: new Set<string>(),
    body: undefined,
    stage: "linked",
    failure: undefined,
    done: undefined,
    execution: undefined,
  } satisfies OwnModule as OwnModule;
}

/** An evaluation that was stopped the hard way never ends. */
export const isLeft = ({ stage, execution }: OwnModule): boolean =>
  stage === "failed" || (stage === "evaluating" && execution?.isCancelled === true);

/** A file that is gone stays as it was loaded. */
export function hasChanged({ path, stamp }: OwnModule): boolean {
  const current = stampOf(path);
  return current !== undefined && current !== stamp;
}

/** Whether a module, by way of the modules it imports, leads to one of these. */
export function leadsTo(module: OwnModule, targets: ReadonlySet<OwnModule>, seen = new Set<OwnModule>()): boolean {
  if (targets.has(module)) return true;
  if (seen.has(module)) return false;
  seen.add(module);
  return module.links.some((link) => link !== undefined && leadsTo(link, targets, seen));
}

/** The paths of the modules that change when these do: they themselves and all that import them. */
export function affectedBy(paths: Iterable<string>, modules: Iterable<OwnModule>): Set<string> {
  const all = [...modules];
  const affected = new Set(paths);
  for (let size = -1; size !== affected.size;) {
    size = affected.size;
    for (const { path, links, required } of all) {
      const uses = [...links.map((link) => link?.path), ...required];
      if (uses.some((used) => used !== undefined && affected.has(used))) affected.add(path);
    }
  }
  return affected;
}

import { executions } from "../execution";
import { exportAll, exportCommonJs, type Namespace } from "./namespace";
import { leadsTo, type OwnModule } from "./own-module";

/** What the evaluation of a module waits for. */
export type Step =
  /** The namespace of an import that is not the project's own. */
  | { readonly kind: "import"; readonly module: OwnModule; readonly index: number }
  /** The end of the module's own code. */
  | { readonly kind: "body"; readonly module: OwnModule }
  /** The disposal of what it declared with `using` at its top level. */
  | { readonly kind: "disposal"; readonly module: OwnModule }
  /** The end of an evaluation that another import began. */
  | { readonly kind: "other"; readonly module: OwnModule };

/**
 * Evaluate a module after all that it imports, in the order of its imports; in a cycle, what is being evaluated already
 * counts as there. Each step is carried out by whoever drives this: at once for `require`, with a wait for `import`.
 */
export function* evaluation(
  module: OwnModule,
  ancestors: ReadonlySet<OwnModule> = new Set(),
): Generator<Step, void, unknown> {
  if (module.stage === "evaluated" || ancestors.has(module)) return;
  if (module.stage === "evaluating" && leadsTo(module, ancestors)) return;
  if (module.stage === "evaluating") yield { kind: "other", module };
  if (module.stage !== "linked") {
    if (module.failure !== undefined) throw module.failure.error;
    return;
  }
  let settle!: () => void;
  module.done = new Promise<void>((resolve) => (settle = resolve));
  module.execution = executions.getStore();
  module.stage = "evaluating";
  try {
    const inside = new Set([...ancestors, module]);
    for (const [index, link] of module.links.entries()) {
      if (link !== undefined) yield* evaluation(link, inside);
      else module.namespaces[index] = (yield { kind: "import", module, index }) as Namespace;
    }
    exportStars(module);
    const { exports: untouched } = module.commonJs;
    try {
      yield { kind: "body", module };
    } catch (error) {
      module.resources.e = error; // thrown on when all is disposed of
    }
    yield { kind: "disposal", module };
    const { exports } = module.commonJs;
    if (exports !== untouched || Object.keys(untouched as object).length > 0) exportCommonJs(module.namespace, exports);
    module.stage = "evaluated";
  } catch (error) {
    module.stage = "failed";
    module.failure = { error };
    throw error;
  } finally {
    settle();
  }
}

/** The names of each `export * from`, as far as they are known. */
export function exportStars({ stars, namespaces, namespace }: OwnModule): void {
  for (const index of stars) exportAll(namespace, namespaces[index] ?? {});
}

/** Take each step at once. */
export function evaluateNow(steps: Generator<Step, void, unknown>, take: (step: Step) => unknown): void {
  for (let step = steps.next(); step.done !== true;) {
    let taken: { readonly value: unknown } | undefined;
    let failure: unknown;
    try {
      taken = { value: take(step.value) };
    } catch (error) {
      failure = error;
    }
    step = taken === undefined ? steps.throw(failure) : steps.next(taken.value);
  }
}

/** Take each step with a wait. */
export async function evaluateInTime(
  steps: Generator<Step, void, unknown>,
  take: (step: Step) => unknown,
): Promise<void> {
  for (let step = steps.next(); step.done !== true;) {
    let taken: { readonly value: unknown } | undefined;
    let failure: unknown;
    try {
      taken = { value: await take(step.value) };
    } catch (error) {
      failure = error;
    }
    step = taken === undefined ? steps.throw(failure) : steps.next(taken.value);
  }
}

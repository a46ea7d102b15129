import { type LanguageDocument, mergeableRun, mergedDocument } from "../translate";
import { cellPrefix } from "./project";
import { type Slot, Slots } from "./slots";

/** A run of a cell, and where the server has it. */
interface Module {
  readonly execution: number;
  readonly imports: readonly number[];
  /** While it has a document of its own. */
  document: LanguageDocument | undefined;
  slot: Slot;
  /** It can't share a document with others. */
  isAlone?: boolean;
}

/** From so many cells with a document each on, the older half of them goes into one. */
const mostSingles = 24;

/** The cells that later cells can see, and the one that is being checked, in the documents of the language server. */
export class Cells {
  readonly #slots = new Slots(`${cellPrefix}slot_`);
  readonly #modules = new Map<number, Module>();
  #candidate: Module | undefined;

  get documents(): readonly Slot[] {
    return this.#slots.all;
  }

  /** A document for the next cell. */
  spare(): Slot {
    return this.#slots.spare();
  }

  /** The latest of the runs in the document of a name; undefined for one that holds none any more. */
  latestRun(name: string): number | undefined {
    return this.#slots.latestRun(name);
  }

  /** The document of a cell that is to be checked. The one before it that was not committed is forgotten. */
  begin(execution: number, document: LanguageDocument): Slot {
    this.#forgetCandidate();
    const slot = this.#slots.take(document.text, [execution]);
    this.#candidate = { execution, imports: document.imports, document, slot };
    return slot;
  }

  /**
   * Let later cells see the run that was checked last.
   * @param live the runs that declared some name last: what none of these builds upon is forgotten
   * @returns a document of several cells, where it is time for one
   */
  commit(execution: number, live: ReadonlySet<number>): Slot | undefined {
    if (this.#candidate?.execution === execution) {
      this.#modules.set(execution, this.#candidate);
      this.#candidate = undefined;
    }
    this.#forgetCandidate();
    const needed = reachable(this.#modules, live);
    for (const { execution: known, slot } of this.#modules.values()) {
      if (needed.has(known)) continue;
      this.#modules.delete(known);
      this.#slots.drop(slot, known);
    }
    return this.#mergeOldest();
  }

  #forgetCandidate(): void {
    if (this.#candidate !== undefined) this.#slots.drop(this.#candidate.slot, this.#candidate.execution);
    this.#candidate = undefined;
  }

  /** Put old cells together: the server's time for a cell and its memory grow with the number of documents. */
  #mergeOldest(): Slot | undefined {
    const singles = [...this.#modules.values()].filter(({ slot, isAlone }) => isAlone !== true && slot.runs.size === 1);
    if (singles.length < mostSingles) return undefined;
    const merged = singles.slice(0, mostSingles / 2).flatMap((module) => {
      const run = module.document && mergeableRun(module.execution, module.document);
      module.isAlone = run === undefined;
      return run === undefined ? [] : [{ run, module }];
    });
    if (merged.length < 2) return undefined;
    const runs = merged.map(({ run }) => run);
    const slot = this.#slots.take(
      mergedDocument(runs),
      runs.map(({ execution }) => execution),
    );
    for (const { module } of merged) {
      this.#slots.drop(module.slot, module.execution);
      module.slot = slot;
      module.document = undefined;
    }
    return slot;
  }
}

/** The modules that some live one builds upon, itself among them. */
function reachable(modules: ReadonlyMap<number, Module>, live: ReadonlySet<number>): Set<number> {
  const found = new Set<number>();
  const queue = [...live];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    queue.push(...(modules.get(next)?.imports ?? []));
  }
  return found;
}

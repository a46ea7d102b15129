import { join } from "node:path";
import { ownCandidates, stampOf, textOf } from "../project";

/** A file that is new (1), was changed (2) or is gone (3), as the Language Server Protocol counts. */
export interface FileEvent {
  readonly path: string;
  readonly type: 1 | 2 | 3;
}

/** The files of the project's own that cells import, by way of each other too. */
export interface LocalFiles {
  /** Take in what a cell imports; what became of all of these files since the last call. */
  changes(cell: string): FileEvent[];
}

/** The files that an import may mean, likeliest first. */
type Candidates = readonly string[];

interface Known {
  readonly stamp: string;
  readonly imports: readonly Candidates[];
}

const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;

export function createLocalFiles(cwd: string): LocalFiles {
  const known = new Map<string, Known>();
  const wanted = new Map<string, Candidates>();

  /** @returns whether the file is there */
  function look(path: string, seen: Map<string, boolean>, events: FileEvent[]): boolean {
    const looked = seen.get(path);
    if (looked !== undefined) return looked;
    const before = known.get(path);
    const stamp = stampOf(path);
    seen.set(path, stamp !== undefined);
    if (stamp === undefined) {
      if (before !== undefined) events.push({ path, type: 3 });
      known.delete(path);
      return false;
    }
    let imports = before?.imports ?? [];
    if (before?.stamp !== stamp) {
      events.push({ path, type: before === undefined ? 1 : 2 });
      imports = importsOf(textOf(path), path);
      known.set(path, { stamp, imports });
    }
    for (const next of imports) lookAt(next, seen, events);
    return true;
  }

  /** The files that come after the one that is there have no say. */
  const lookAt = (candidates: Candidates, seen: Map<string, boolean>, events: FileEvent[]): boolean =>
    candidates.some((path) => look(path, seen, events));

  return {
    changes(cell) {
      for (const candidates of importsOf(cell, join(cwd, "cell.ts"))) wanted.set(candidates.join("\n"), candidates);
      const events: FileEvent[] = [];
      const seen = new Map<string, boolean>();
      for (const candidates of wanted.values()) lookAt(candidates, seen, events);
      return events;
    },
  };
}

/** What each import of a text may mean, of the project's own. */
const importsOf = (text: string, from: string): Candidates[] =>
  Array.from(text.matchAll(importPattern), ([, specifier = ""]) => ownCandidates(specifier, from));

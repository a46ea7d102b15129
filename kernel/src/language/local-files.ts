import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";

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

interface Known {
  readonly modified: number;
  readonly imports: readonly string[];
}

const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']((?:\.{0,2}\/)[^"'\n]*)["']/g;
const endings = ["", ".ts", ".tsx", ".mts", ".js", ".mjs", ".cjs", ".json", ".d.ts", "/index.ts", "/index.js"];

export function createLocalFiles(cwd: string): LocalFiles {
  const known = new Map<string, Known>();
  const wanted = new Set<string>();

  function look(path: string, seen: Set<string>, events: FileEvent[]): void {
    if (seen.has(path)) return;
    seen.add(path);
    const before = known.get(path);
    const modified = modifiedAt(path);
    if (modified === undefined) {
      if (before !== undefined) events.push({ path, type: 3 });
      known.delete(path);
      return;
    }
    let imports = before?.imports ?? [];
    if (before?.modified !== modified) {
      events.push({ path, type: before === undefined ? 1 : 2 });
      imports = importsOf(readFileSync(path, "utf8"), dirname(path));
      known.set(path, { modified, imports });
    }
    for (const next of imports) look(next, seen, events);
  }

  return {
    changes(cell) {
      for (const path of importsOf(cell, cwd)) wanted.add(path);
      const events: FileEvent[] = [];
      const seen = new Set<string>();
      for (const path of wanted) look(path, seen, events);
      return events;
    },
  };
}

/** Every file that the relative and absolute imports of a text may mean. */
function importsOf(text: string, folder: string): string[] {
  const paths: string[] = [];
  for (const [, specifier = ""] of text.matchAll(importPattern)) {
    const path = isAbsolute(specifier) ? specifier : resolve(folder, specifier);
    for (const ending of endings) paths.push(path + ending);
    const stem = path.replace(/\.(m|c)?js$/, ""); // "./a.js" may be written for a.ts
    if (stem !== path) paths.push(`${stem}.ts`, `${stem}.mts`, `${stem}.tsx`);
  }
  return paths;
}

function modifiedAt(path: string): number | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats.mtimeMs : undefined;
  } catch {
    return undefined; // a file where a folder would have to be, or no permission
  }
}

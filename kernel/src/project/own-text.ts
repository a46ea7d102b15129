import { readFileSync, statSync } from "node:fs";

/** Files that are not on disk: modules that cells of the notebook are. */
const held = new Map<string, { readonly text: string; readonly version: number }>();

/** Let a text stand where a file would. */
export function holdFile(path: string, text: string): void {
  held.set(path, { text, version: (held.get(path)?.version ?? 0) + 1 });
}

/** What changes when a file does; undefined where there is no file. */
export function stampOf(path: string): string | undefined {
  const own = held.get(path);
  if (own !== undefined) return `held ${own.version}`;
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? `${stats.mtimeMs} ${stats.size}` : undefined;
  } catch {
    return undefined; // a file where a folder would have to be, or no permission
  }
}

/** A file's text, without a byte order mark. */
export const textOf = (path: string): string =>
  held.get(path)?.text ?? readFileSync(path, "utf8").replace(/^\uFEFF/, "");

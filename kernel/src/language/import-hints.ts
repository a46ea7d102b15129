import { clearTimeout, setTimeout } from "../own-clock";

/** What a search for imports finds within `limit` milliseconds; nothing where it takes longer. */
export type ImportHints = (search: () => Promise<string[]>, limit: number) => Promise<string[]>;

/**
 * A hint is worth no long wait and no error. The server's first search may take seconds: where a folder has no
 * package.json that says which packages count, it indexes all. Such a search goes on, and what it made serves later
 * ones; until then there is no other, which would only begin the same work anew.
 */
export function createImportHints(): ImportHints {
  let numLate = 0;
  return async (search, limit) => {
    if (numLate > 0) return [];
    const found = search().catch(() => []);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), limit)));
    const inTime = await Promise.race([found, late]);
    clearTimeout(timer);
    if (inTime !== undefined) return inTime;
    numLate += 1;
    void found.then(() => (numLate -= 1));
    return [];
  };
}

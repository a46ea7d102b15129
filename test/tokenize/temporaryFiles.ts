import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for a test file, gone when it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tokenizers-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** A new file below `folder`, in a folder of its own. */
export function writeIn(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(mkdtempSync(join(folder, "one-")), name);
  writeFileSync(file, content);
  return file;
}

/** What `run` throws. */
export function errorOf(run: () => unknown): Error | undefined {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

/** What `run` throws, but for an error that starts with the file that it is about. */
export function strangeErrorOf(run: () => unknown, file: string): string | undefined {
  const error = errorOf(run);
  return error?.message.startsWith(file) ? undefined : error?.stack;
}

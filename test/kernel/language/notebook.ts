import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Completion, Diagnostic, Language, LanguageOptions } from "../../../kernel/src/language";
import { createLanguage } from "../../../kernel/src/language/language";
import { startServer } from "../../../kernel/src/language/server";
import { createCellGraph, draftDocument, languageDocument, translate } from "../../../kernel/src/translate";

/** A notebook that is checked and completed, and never run. */
export class Notebook {
  readonly folder = mkdtempSync(join(tmpdir(), "cells-"));
  readonly graph = createCellGraph();
  #language: Language | undefined;
  #execution = 0;

  /**
   * @param files text by name, below a folder that has this project's node_modules
   * @param options of the language server, which has all the time that a busy machine needs where they don't say
   */
  constructor(
    files: Record<string, string> = {},
    readonly options: LanguageOptions = {},
  ) {
    symlinkSync(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(this.folder, "node_modules"));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  get language(): Language {
    const options = { timeout: 60_000, hintTimeout: 60_000, ...this.options };
    return (this.#language ??= createLanguage(this.folder, startServer(this.folder), options));
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Check a cell as its next run; without errors it counts as run. */
  async cell(source: string, id = `cell ${this.#execution}`): Promise<Diagnostic[]> {
    const execution = ++this.#execution;
    const names = translate(source, { sourceName: "cell", known: this.graph.known });
    const document = languageDocument(names.text, names, this.graph, execution);
    const found = (await this.language.check({ execution, document })) ?? [];
    if (found.length === 0) {
      this.graph.ran({ id, execution, names });
      this.language.commit(execution, this.graph.live());
    }
    return found;
  }

  /** Cells run one after the other: the codes of the last one's errors. */
  async codes(...sources: string[]): Promise<number[]> {
    let found: Diagnostic[] = [];
    for (const source of sources) found = await this.cell(source);
    return found.map(({ code }) => code);
  }

  /** Complete where the bar is; the cell as each item would make it, and the items. */
  async complete(marked: string): Promise<{ results: string[]; items: readonly Completion[] }> {
    const offset = marked.indexOf("|");
    const source = marked.slice(0, offset) + marked.slice(offset + 1);
    const { start, end, items } = await this.language.complete(draftDocument(source, this.graph), offset);
    return { items, results: items.map(({ text }) => source.slice(0, start) + text + source.slice(end)) };
  }

  async inspect(marked: string, detail: 0 | 1 = 0): Promise<string | undefined> {
    const offset = marked.indexOf("|");
    const source = marked.slice(0, offset) + marked.slice(offset + 1);
    return await this.language.inspect(draftDocument(source, this.graph), offset, detail);
  }

  close(): void {
    this.#language?.close();
    rmSync(this.folder, { recursive: true });
  }
}

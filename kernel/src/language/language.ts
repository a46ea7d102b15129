import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { linesOf, type LanguageDocument } from "../translate";
import { Cells } from "./cells";
import { createCollector } from "./collector";
import { completionReply } from "./completion";
import { cellDiagnostics, errorsIn } from "./diagnostics";
import { createImportHints } from "./import-hints";
import { inspection } from "./inspection";
import { createLocalFiles, type FileEvent } from "./local-files";
import { missingImports, type Problem, unknownName, unknownWord, withImport } from "./missing-imports";
import { cellPrefix, projectConfig } from "./project";
import type { LspCompletionItem, LspDiagnostic, LspHover, LspSignatureHelp } from "./protocol";
import { runtimeGlobals } from "./runtime-globals";
import { ServerGone, startServer, type Server } from "./server";
import type { Slot } from "./slots";
import type { Language, LanguageOptions } from "./types";

/** A document by its file's name, without the ending. */
type ShownDocument = Pick<Slot, "name" | "text">;

const draftName = `${cellPrefix}draft`;

/** Type errors beyond these get no hint of what to import. */
const mostHints = 10;

/** Milliseconds that looking for an import may take where the reader asked about the name itself. */
const askedHintTime = 2000;

/** After so many ends of the server without an answer between them, it is not started again. */
const maxFailures = 4;

/** @param first the server to begin with */
export function createLanguage(
  cwd: string,
  first: Server,
  { timeout = 20_000, hintTimeout = 300 }: LanguageOptions = {},
): Language {
  const uri = (name: string) => pathToFileURL(join(cwd, name)).href;
  /** The cells that are modules, by their names. */
  const named = new Map<string, string>();
  const files = createLocalFiles(cwd);
  const cells = new Cells();
  const hint = createImportHints();
  const collector = createCollector(() => {
    if (server.isRunning) server.request("custom/runGC", undefined, timeout).catch(() => {});
  });
  let version = 0;
  let opened = new Set<string>();
  let hasAutoImports = false;
  let failures = 0;
  let isClosed = false;
  let server = welcome(first);

  function open(target: Server, file: string, text: string, languageId = "typescript"): void {
    target.notify("textDocument/didOpen", { textDocument: { uri: uri(file), languageId, version: ++version, text } });
  }

  /** Let the server have a document as it is now. */
  function show(target: Server, { name, text }: ShownDocument): void {
    const file = `${name}.ts`;
    if (!opened.has(name)) {
      opened.add(name);
      open(target, file, text);
      return;
    }
    const textDocument = { uri: uri(file), version: ++version };
    target.notify("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
  }

  function diagnose(target: Server, { name }: ShownDocument, limit: number): Promise<{ items?: LspDiagnostic[] }> {
    return target.request("textDocument/diagnostic", { textDocument: { uri: uri(`${name}.ts`) } }, limit);
  }

  function setAutoImports(target: Server, isOn: boolean): void {
    hasAutoImports = isOn;
    target.notify("workspace/didChangeConfiguration", { settings: { typescript: { suggest: { autoImports: isOn } } } });
  }

  /** For them the server indexes all packages, after a change too: of use only where somebody asks for imports. */
  function wantAutoImports(target: Server): void {
    if (!hasAutoImports) setAutoImports(target, true);
  }

  const start = (): Server => welcome(startServer(cwd));

  /** Let a new server have all that is known. */
  function welcome(started: Server): Server {
    opened = new Set();
    setAutoImports(started, hasAutoImports);
    open(started, "tsconfig.json", projectConfig(cwd), "jsonc");
    open(started, `${cellPrefix}globals.d.ts`, runtimeGlobals());
    const spare = cells.spare();
    for (const document of cells.documents) show(started, document);
    for (const [name, text] of named) show(started, { name, text });
    // Libraries are read while the kernel still starts.
    diagnose(started, spare, 120_000).catch(() => {});
    return started;
  }

  /** Ask, and once more of a new server when the old one is gone; then give up. */
  async function ask<T>(question: (server: Server) => Promise<T>): Promise<T | undefined> {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (!server.isRunning) {
        if (isClosed || failures >= maxFailures) return undefined;
        server = start();
      }
      const asked = server;
      try {
        const answer = await question(asked);
        failures = 0;
        collector.answered();
        return answer;
      } catch (error) {
        if (!(error instanceof ServerGone)) return undefined;
        if (asked === server) {
          failures++;
          asked.kill();
          if (!isClosed && failures < maxFailures) server = start();
        }
      }
    }
    return undefined;
  }

  function tellChanges(target: Server, events: readonly FileEvent[]): void {
    if (events.length === 0) return;
    const changes = events.map(({ path, type }) => ({ uri: pathToFileURL(path).href, type }));
    target.notify("workspace/didChangeWatchedFiles", { changes });
  }

  function showDraft(target: Server, draft: LanguageDocument): void {
    tellChanges(target, files.changes(draft.source));
    show(target, { name: draftName, text: draft.text });
  }

  /** The imports that would bring the name, where the problem is that it is unknown. */
  async function importsFor(target: Server, document: string, problem: Problem, limit: number): Promise<string[]> {
    if (unknownName(problem) === undefined) return [];
    wantAutoImports(target);
    return hint(() => missingImports(target, uri(`${document}.ts`), problem, timeout), limit);
  }

  /** The errors of a document as it is now. */
  async function problemsOf(slot: ShownDocument, document: LanguageDocument, events: readonly FileEvent[]) {
    const report = await ask(async (target) => {
      tellChanges(target, events);
      show(target, slot);
      const { items = [] } = await diagnose(target, slot, timeout);
      const errors = errorsIn(document, items);
      const hints = errors.slice(0, mostHints).map((error) => importsFor(target, slot.name, error, hintTimeout));
      return { errors, imports: await Promise.all(hints) };
    });
    return report === undefined ? undefined : cellDiagnostics(document, report.errors, report.imports);
  }

  /** Where in the draft, as the protocol says it. */
  function place(draft: LanguageDocument, offset: number) {
    const { line, column } = linesOf(draft.text).position(draft.toDocument(offset));
    return { textDocument: { uri: uri(`${draftName}.ts`) }, position: { line: line - 1, character: column } };
  }

  return {
    get pid() {
      return server.isRunning ? server.pid : undefined;
    },

    async check({ execution, document }) {
      const slot = cells.begin(execution, document);
      const events = files.changes(document.source);
      return problemsOf(slot, document, events);
    },

    define(name, document) {
      named.set(name, document.text);
      return problemsOf({ name, text: document.text }, document, []);
    },

    commit(execution, live) {
      const merged = cells.commit(execution, live);
      if (merged !== undefined) show(server, merged);
      // Opened beside the cell's run, not when the next one waits for it.
      const spare = cells.spare();
      if (!opened.has(spare.name)) show(server, spare);
    },

    async complete(draft, offset) {
      const reply = await ask((target) => {
        wantAutoImports(target);
        showDraft(target, draft);
        const params = { ...place(draft, offset), context: { triggerKind: 1 } };
        return target.request<{ items: LspCompletionItem[] } | LspCompletionItem[] | null>(
          "textDocument/completion",
          params,
          timeout,
        );
      });
      const items = reply === null || reply === undefined ? [] : "items" in reply ? reply.items : reply;
      return completionReply(draft, offset, items, (name) => cells.latestRun(name));
    },

    async inspect(draft, offset, detail) {
      const look = (target: Server, seen: LanguageDocument) => {
        showDraft(target, seen);
        const params = place(seen, offset);
        return Promise.all([
          target.request<LspHover | null>("textDocument/hover", params, timeout),
          target.request<LspSignatureHelp | null>("textDocument/signatureHelp", params, timeout),
        ]);
      };
      return await ask(async (target) => {
        const found = inspection(...(await look(target, draft)), detail);
        const problem = found === undefined ? unknownWord(draft, offset) : undefined;
        if (problem === undefined) return found;
        const [statement] = await importsFor(target, draftName, problem, askedHintTime);
        if (statement === undefined) return undefined;
        const text = inspection(...(await look(target, withImport(draft, statement))), detail);
        return `\`\`\`typescript\n${statement}\n\`\`\`\n\n${text ?? ""}`;
      });
    },

    close() {
      isClosed = true;
      server.kill();
    },
  };
}

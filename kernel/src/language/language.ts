import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { linesOf, moduleName, type LanguageDocument } from "../translate";
import { completionReply } from "./completion";
import { cellDiagnostics, isError } from "./diagnostics";
import { inspection } from "./inspection";
import { createLocalFiles, type FileEvent } from "./local-files";
import { missingImports, unknownWord, withImport } from "./missing-imports";
import { cellPrefix, projectConfig } from "./project";
import type { LspCompletionItem, LspDiagnostic, LspHover, LspSignatureHelp } from "./protocol";
import { ServerGone, startServer, type Server } from "./server";
import type { Language } from "./types";

export interface LanguageOptions {
  /** How long an answer may take, in milliseconds, before the server counts as hanging. */
  readonly timeout?: number;
}

interface Module {
  readonly text: string;
  readonly imports: readonly number[];
}

/** After so many ends of the server without an answer between them, it is not started again. */
const maxFailures = 4;

/**
 * Start TypeScript's language server for the cells of a folder, and return at once.
 * When the server ends or hangs, it is started again with the cells it knew.
 */
export function startLanguage(cwd: string, { timeout = 20_000 }: LanguageOptions = {}): Language {
  const uri = (name: string) => pathToFileURL(join(cwd, name)).href;
  const modules = new Map<number, Module>();
  const files = createLocalFiles(cwd);
  let candidate: (Module & { readonly execution: number }) | undefined;
  let version = 0;
  let failures = 0;
  let isClosed = false;
  let server = start();

  function open(target: Server, name: string, text: string, languageId = "typescript"): void {
    target.notify("textDocument/didOpen", { textDocument: { uri: uri(name), languageId, version: ++version, text } });
  }

  function closeDocument(execution: number): void {
    server.notify("textDocument/didClose", { textDocument: { uri: uri(`${moduleName(execution)}.ts`) } });
  }

  function start(): Server {
    const started = startServer(cwd);
    open(started, "tsconfig.json", projectConfig(cwd), "jsonc");
    for (const [execution, { text }] of modules) open(started, `${moduleName(execution)}.ts`, text);
    open(started, draftName, "");
    // Libraries are read while the kernel still starts.
    started.request("textDocument/diagnostic", { textDocument: { uri: uri(draftName) } }, 120_000).catch(() => {});
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
    const textDocument = { uri: uri(draftName), version: ++version };
    target.notify("textDocument/didChange", { textDocument, contentChanges: [{ text: draft.text }] });
  }

  /** A hint is not worth a wait, nor an end of the server. */
  const importsFor = (target: Server, name: string, problem: Pick<LspDiagnostic, "range" | "code" | "message">) =>
    missingImports(target, uri(name), problem, Math.min(timeout, 2000)).catch(() => []);

  /** Where in the draft, as the protocol says it. */
  function place(draft: LanguageDocument, offset: number) {
    const { line, column } = linesOf(draft.text).position(draft.toDocument(offset));
    return { textDocument: { uri: uri(draftName) }, position: { line: line - 1, character: column } };
  }

  return {
    get pid() {
      return server.isRunning ? server.pid : undefined;
    },

    async check({ execution, document }) {
      if (candidate !== undefined) closeDocument(candidate.execution);
      candidate = { execution, text: document.text, imports: document.imports };
      const events = files.changes(document.source);
      const name = `${moduleName(execution)}.ts`;
      const report = await ask(async (target) => {
        tellChanges(target, events);
        open(target, name, document.text);
        const { items = [] } = await target.request<{ items?: LspDiagnostic[] }>(
          "textDocument/diagnostic",
          { textDocument: { uri: uri(name) } },
          timeout,
        );
        const errors = items.filter(isError);
        const hints = errors.slice(0, mostHints).map((error) => importsFor(target, name, error));
        return { errors, imports: await Promise.all(hints) };
      });
      return report === undefined ? [] : cellDiagnostics(document, report.errors, report.imports);
    },

    commit(execution, live) {
      if (candidate?.execution === execution) modules.set(execution, candidate);
      else if (candidate !== undefined) closeDocument(candidate.execution);
      candidate = undefined;
      const needed = reachable(modules, live);
      for (const known of modules.keys()) {
        if (needed.has(known)) continue;
        modules.delete(known);
        closeDocument(known);
      }
    },

    async complete(draft, offset) {
      const reply = await ask((target) => {
        showDraft(target, draft);
        const params = { ...place(draft, offset), context: { triggerKind: 1 } };
        return target.request<{ items: LspCompletionItem[] } | LspCompletionItem[] | null>(
          "textDocument/completion",
          params,
          timeout,
        );
      });
      const items = reply === null || reply === undefined ? [] : "items" in reply ? reply.items : reply;
      return completionReply(draft, offset, items);
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
        const [statement] = await importsFor(target, draftName, problem);
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

const draftName = `${cellPrefix}draft.ts`;

/** Type errors beyond these get no hint of what to import. */
const mostHints = 10;

/** The modules that some live one imports, itself among them. */
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

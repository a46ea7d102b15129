import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { clearTimeout, setTimeout } from "../own-clock";
import { frame, readMessages, type RpcMessage } from "./message-stream";

/** A running language server. */
export interface Server {
  /** @throws Error when the server ends, or gives no answer within `timeout` milliseconds, or an error for one */
  request<T>(method: string, params: unknown, timeout: number): Promise<T>;
  notify(method: string, params: unknown): void;
  readonly isRunning: boolean;
  readonly pid: number | undefined;
  kill(): void;
}

/** The server did not answer: it ended or hangs. */
export class ServerGone extends Error {
  override readonly name = "ServerGone";
}

interface Pending {
  resolve(result: never): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** TypeScript's native executable for this machine; a place where nothing is, when its package was left out. */
function executable(): string {
  const typescript = createRequire(__filename).resolve("typescript/package.json");
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const name = process.platform === "win32" ? "tsc.exe" : "tsc";
  try {
    return join(dirname(createRequire(typescript).resolve(platform)), "lib", name);
  } catch {
    return join(dirname(typescript), "lib", name);
  }
}

const capabilities = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { documentationFormat: ["markdown"], labelDetailsSupport: true } },
    hover: { contentFormat: ["markdown"] },
    signatureHelp: { signatureInformation: { documentationFormat: ["markdown"] } },
  },
  // Announced so that the server watches nothing by itself; it is told what changed.
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
};

/** It would tell of each step it takes, seven times a cell. */
const initializationOptions = { logVerbosity: 0 };

/**
 * Go collects garbage by itself only when the heap grew by this many percent: with its own 100 it would do so time and
 * again while libraries are read for the first cell, and that cell would wait for it. See collector.ts for the rest.
 */
const env = { GOGC: "400", ...process.env };

/** Start TypeScript's language server for a folder. Returns at once; what is asked before it is up waits for it. */
export function startServer(cwd: string): Server {
  const child = spawn(executable(), ["--lsp", "--stdio"], { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let isRunning = true;

  const send = (message: Omit<RpcMessage, "jsonrpc">) => {
    if (isRunning) child.stdin.write(frame({ jsonrpc: "2.0", ...message }));
  };
  const end = () => {
    isRunning = false;
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer);
      reject(new ServerGone("the language server ended"));
    }
    pending.clear();
  };
  child.on("error", end);
  child.on("exit", end);
  child.stdin.on("error", end);
  // It must not keep a process alive whose work is done.
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref?(): void }).unref?.();

  readMessages(child.stdout, (message) => {
    const { id, method, result, error } = message;
    if (method !== undefined) {
      if (id !== undefined) send({ id, result: answerTo(message) });
      return;
    }
    const request = pending.get(Number(id));
    if (request === undefined) return;
    pending.delete(Number(id));
    clearTimeout(request.timer);
    if (error === undefined) request.resolve(result as never);
    else request.reject(new Error(`${error.message} (${error.code})`));
  });

  const server: Server = {
    request: <T>(method: string, params: unknown, timeout: number) =>
      new Promise<T>((resolve, reject) => {
        if (!isRunning) {
          reject(new ServerGone("the language server ended"));
          return;
        }
        const id = ++nextId;
        const timer = setTimeout(() => {
          pending.delete(id);
          reject(new ServerGone(`the language server did not answer ${method} within ${timeout} ms`));
        }, timeout);
        pending.set(id, { resolve, reject, timer });
        send({ id, method, params });
      }),
    notify: (method, params) => send({ method, params }),
    get isRunning() {
      return isRunning;
    },
    pid: child.pid,
    kill() {
      child.kill("SIGKILL");
    },
  };
  const rootUri = pathToFileURL(cwd).href;
  send({
    id: ++nextId,
    method: "initialize",
    params: { processId: process.pid, rootUri, workspaceFolders: null, capabilities, initializationOptions },
  });
  send({ method: "initialized", params: {} });
  return server;
}

/** What a client says to a server's own requests: it has no settings, and agrees to all else. */
function answerTo({ method, params }: RpcMessage): unknown {
  if (method !== "workspace/configuration") return null;
  return (params as { items: unknown[] }).items.map(() => null);
}

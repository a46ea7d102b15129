import { join } from "node:path";
import { type TransferListItem, Worker } from "node:worker_threads";
import { counter, createSharedBuffer, isClosed, mapShared, type SharedMemory, waitForChange } from "./shared-memory";
import type { ToMain, ToSockets, WireWorkerData } from "./thread-messages";

/** Bytes of stream text that may be under way. */
const ringBytes = 4 * 1024 * 1024;
/** Milliseconds that the end of the process waits for the last output to leave. */
const exitTime = 1200;

/** The sockets' thread, as the main thread holds it. */
export interface WireThread {
  readonly memory: SharedMemory;
  post(message: ToSockets, transfer?: readonly ArrayBufferLike[]): void;
  close(): Promise<void>;
}

/**
 * Start the sockets' thread.
 * @param onFailure told when it ends without having been asked to
 */
export function startWireThread(
  connectionFile: string,
  { onMessage, onFailure }: { onMessage: (message: ToMain) => void; onFailure: (error: Error) => void },
): WireThread {
  const shared = createSharedBuffer(ringBytes);
  const memory = mapShared(shared);
  const workerData: WireWorkerData = { connectionFile, shared };
  // Nothing of how the main thread was started (an inspector's port, say) concerns this thread.
  const worker = new Worker(join(__dirname, "worker.js"), { workerData, execArgv: [], name: "wire" });
  const post: WireThread["post"] = (message, transfer = []) =>
    worker.postMessage(message, transfer as readonly TransferListItem[]);
  let isAsked = false;

  const askToClose = (): void => {
    if (!isAsked) post({ kind: "close" });
    isAsked = true;
  };
  /** The process must not end with open sockets: ZeroMQ would abort it, and the last output would be lost. */
  const closeNow = (): void => {
    askToClose();
    const deadline = performance.now() + exitTime;
    while (!isClosed(memory) && performance.now() < deadline) waitForChange(memory, counter.isClosed, 0);
  };
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", (code) => {
      process.off("exit", closeNow);
      // Whoever waits for room would wait for ever.
      Atomics.store(memory.counters, counter.isClosed, 1);
      if (!isAsked) onFailure(new Error(`the sockets' thread ended with code ${code}`));
      resolve();
    });
  });

  process.on("exit", closeNow);
  worker.on("message", onMessage);
  worker.on("error", (error) => {
    isAsked = true;
    onFailure(error);
  });
  return {
    memory,
    post,
    close() {
      askToClose();
      return exited;
    },
  };
}

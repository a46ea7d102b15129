import { join } from "node:path";
import { getHeapStatistics } from "node:v8";
import { type TransferListItem, Worker } from "node:worker_threads";
import {
  counter,
  createSharedBuffer,
  isClosed,
  mapShared,
  markClosed,
  type SharedMemory,
  waitForChange,
} from "./shared-memory";
import type { ToMain, ToSockets, WireWorkerData } from "./thread-messages";

/** Bytes of stream text that may be under way. */
const ringBytes = 4 * 1024 * 1024;
/** Megabytes for the garbage of the sockets' thread: what it makes lives for a message only. */
const youngObjects = 8;
/** Milliseconds that the end of the process waits for the last output to leave. */
const exitTime = 1200;

/** The sockets' thread, as the main thread holds it. */
export interface WireThread {
  readonly memory: SharedMemory;
  onMessage(listener: (message: ToMain) => void): void;
  /** It ended without having been asked to. */
  onFailure(listener: (error: Error) => void): void;
  post(message: ToSockets, transfer?: readonly ArrayBufferLike[]): void;
  /**
   * Have it send what is under way, and block until it has ended. The process must not end before: its end would tear
   * the thread out of the midst of its work, ZeroMQ would abort, and the last output would be lost.
   */
  close(): void;
}

/** Start the sockets' thread. Who listens in the same turn of the event loop misses nothing. */
export function startWireThread(connectionFile: string): WireThread {
  const shared = createSharedBuffer(ringBytes);
  const memory = mapShared(shared);
  const workerData: WireWorkerData = { connectionFile, shared, heapLimit: getHeapStatistics().heap_size_limit };
  // Nothing of how the main thread was started (an inspector's port, say) concerns this thread.
  const resourceLimits = { maxYoungGenerationSizeMb: youngObjects };
  const worker = new Worker(join(__dirname, "worker.js"), { workerData, execArgv: [], resourceLimits, name: "wire" });
  let failure: Error | undefined;
  worker.on("error", (error) => (failure = error));
  // It says so itself, but not when it ran out of memory; and who waits for room would wait for ever.
  worker.on("exit", () => markClosed(memory));
  const post: WireThread["post"] = (message, transfer = []) =>
    worker.postMessage(message, transfer as readonly TransferListItem[]);
  return {
    memory,
    onMessage: (listener) => void worker.on("message", listener),
    onFailure: (listener) =>
      void worker.on("exit", (code) => listener(failure ?? new Error(`the sockets' thread ended with code ${code}`))),
    post,
    close() {
      post({ kind: "close" });
      const deadline = performance.now() + exitTime;
      while (!isClosed(memory) && performance.now() < deadline) waitForChange(memory, counter.isClosed, 0);
    },
  };
}

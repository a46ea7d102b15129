import { Session } from "node:inspector";

/** Milliseconds between two looks. */
const interval = 100;
/** The part of the limit from which on the heap counts as nearly full, and that to which it must fall to count anew. */
const full = 0.85;
const relieved = 0.7;

/**
 * Call back when the main thread's heap is nearly full: when it is full, V8 ends the process on the spot, and nothing
 * can be said any more. The main thread is asked only once the whole process is that large. Only in a worker.
 * @param limit bytes that the heap may grow to
 * @param onFull told, once each time, how many of them are in use
 * @returns what ends the watch
 */
export function watchMemory(limit: number, onFull: (used: number) => void): () => void {
  let session: Session | undefined;
  let isTold = false;
  const judge = (used: number): void => {
    if (used > full * limit && !isTold) onFull(used);
    isTold = used > (isTold ? relieved : full) * limit;
  };
  const look = (): void => {
    if (session !== undefined || process.memoryUsage.rss() < full * limit) return;
    session = new Session();
    session.connectToMainThread();
    session.post("Runtime.getHeapUsage", (_: Error | null, usage?: object) => {
      session?.disconnect();
      session = undefined;
      if (usage !== undefined) judge((usage as { readonly usedSize: number }).usedSize);
    });
  };
  const timer = setInterval(look, interval);
  return () => {
    clearInterval(timer);
    session?.disconnect();
  };
}

const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);

/** What is said of a heap that is nearly full. */
export function memoryWarning(used: number, limit: number): string {
  const twice = Math.round(limit / 2 ** 20) * 2;
  return (
    `next-token-kernel: ${gigabytes(used)} of ${gigabytes(limit)} GB for objects are in use; once they are full, ` +
    `the kernel ends. For more, start Jupyter with NODE_OPTIONS=--max-old-space-size=${twice}\n`
  );
}

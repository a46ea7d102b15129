import { withoutWarnings } from "./without-warnings";

interface AsyncWrap {
  clearAsyncIdStack(): void;
}

/**
 * Forget which asynchronous call the running code belongs to, as Node itself does when an exception goes uncaught.
 * JavaScript that is terminated in a tick, or in a promise's continuation while async hooks are in use, never leaves that
 * call, and Node ends the process when it finds the call still entered.
 */
export function clearAsyncStack(): void {
  try {
    const { binding } = process as unknown as { binding(name: string): AsyncWrap };
    withoutWarnings(() => binding("async_wrap")).clearAsyncIdStack();
  } catch {
    clearByException();
  }
}

/** What Node calls with an exception that nobody has caught. */
const handler = "_fatalException";

/** The same in Node 24 and later, which have closed that door: by an exception that is caught at once. */
function clearByException(): void {
  try {
    process.setUncaughtExceptionCaptureCallback(() => {});
  } catch {
    return; // A cell has set one itself.
  }
  try {
    (process as unknown as Record<string, (error: unknown) => void>)[handler]?.(undefined);
  } finally {
    process.setUncaughtExceptionCaptureCallback(null);
  }
}

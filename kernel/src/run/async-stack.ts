import { withoutWarnings } from "./without-warnings";

interface AsyncWrap {
  clearAsyncIdStack?(): void;
}

/**
 * Forget which asynchronous call the running code belongs to, as Node itself does when an exception goes uncaught.
 * JavaScript that is terminated in a promise's continuation never leaves that call, and a Node whose AsyncLocalStorage
 * rests on async_hooks (before 24) ends the process when it finds the call still entered.
 */
export function clearAsyncStack(): void {
  try {
    const { binding } = process as unknown as { binding(name: string): AsyncWrap };
    withoutWarnings(() => binding("async_wrap")).clearAsyncIdStack?.();
  } catch {
    // A Node that has it no more needs it no more.
  }
}

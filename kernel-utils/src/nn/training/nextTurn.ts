/**
 * Let the event loop have its turn: outputs go out, an interrupt comes in. Resolves at once when `signal` is aborted,
 * since in a cell that was stopped timers are silent.
 */
export function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      signal?.removeEventListener("abort", go);
      resolve();
    };
    signal?.addEventListener("abort", go);
    setImmediate(go);
  });
}

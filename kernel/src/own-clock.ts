// Node's timers and clock as they were before the first cell. A cell may put others in their place, such as a test's clock that stands
// still, and those that a cell finds end with it: the kernel goes on by these.
export const { setTimeout, clearTimeout, clearInterval, setImmediate, queueMicrotask } = globalThis;

/** Milliseconds since the process began. */
export const now = performance.now.bind(performance);

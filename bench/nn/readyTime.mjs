// @ts-check
// Prints the milliseconds from nothing loaded to a backend that computes.
const start = performance.now();
const { ready } = await import("kernel-utils/nn");
await ready();
console.log(performance.now() - start);

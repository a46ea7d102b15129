/**
 * An id that nothing else has. Node's cryptography is read when the first is made: the start of a kernel is not to wait
 * for it.
 */
export const uniqueId = (): string => (require("node:crypto") as typeof import("node:crypto")).randomUUID();

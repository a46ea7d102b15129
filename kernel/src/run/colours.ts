// ANSI's escapes, as front ends show them in tracebacks.

export const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
export const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

import type { Parse } from "./types";

/** A parse on one line, as treebanks write it: `(S (NP the dog) (VP sleeps))`. */
export function bracketed({ symbol, children }: Parse): string {
  return `(${[symbol, ...children.map((child) => (typeof child === "string" ? child : bracketed(child)))].join(" ")})`;
}

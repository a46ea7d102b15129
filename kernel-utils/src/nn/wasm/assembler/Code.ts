import type { WasmFunction } from "./WasmFunction";

/**
 * Instructions: bytes, pieces of code, and the functions that are called, whose numbers the module knows only when it is
 * put together.
 */
export type Code = readonly (number | WasmFunction | Code)[];

/** What leaves no value behind: a store, an assignment, a loop. */
export class Statement {
  constructor(readonly code: Code) {}
}

/** Statements, one after the other; a list may stand for a statement, as what a loop of TypeScript gives. */
export type Body = readonly (Statement | Body)[];

export const codeOf = (body: Body): Code => body.map((part) => (part instanceof Statement ? part.code : codeOf(part)));

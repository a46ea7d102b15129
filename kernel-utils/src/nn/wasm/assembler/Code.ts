import type { WasmFunction } from "./WasmFunction";

/**
 * Instructions: bytes, pieces of code, values that a function makes once, and the functions that are called, whose numbers the module
 * knows only when it is put together.
 */
export type Code = readonly (number | WasmFunction | Constant | Code)[];

/**
 * A vector that never changes. A function makes it at its start, and keeps it in a variable: V8 would make it again in each turn of a
 * loop, with three instructions.
 */
export class Constant {
  constructor(
    readonly kind: "f32x4" | "i32x4",
    readonly code: Code,
  ) {}
}

/** What leaves no value behind: a store, an assignment, a loop. */
export class Statement {
  constructor(readonly code: Code) {}
}

/** Statements, one after the other; a list may stand for a statement, as what a loop of TypeScript gives. */
export type Body = readonly (Statement | Body)[];

export const codeOf = (body: Body): Code => body.map((part) => (part instanceof Statement ? part.code : codeOf(part)));

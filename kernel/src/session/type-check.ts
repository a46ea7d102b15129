import type { Diagnostic, Language, LanguageCell } from "../language";

/** Gives the type errors of a cell. */
export type TypeCheck = (cell: LanguageCell, tell: (line: string) => void) => Promise<Diagnostic[]>;

const unchecked =
  "types are not checked for now: TypeScript's language server gives no answer; if it stays so, restart the kernel, " +
  "or install `next-token-kernel` again";

/** Cells run unchecked where the language server gives no answer: this is told once, until it gives one again. */
export function createTypeCheck(language: Pick<Language, "check">): TypeCheck {
  let isTold = false;
  return async (cell, tell) => {
    const found = await language.check(cell);
    if (found === undefined && !isTold) tell(unchecked);
    isTold = found === undefined;
    return found ?? [];
  };
}

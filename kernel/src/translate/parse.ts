import type { OxcError } from "oxc-parser";
import { linesOf } from "./lines";
import { parseSync } from "./oxc";
import { shellHint } from "./shell-hint";
import { child, children, type Node } from "./tree";
import { CellSyntaxError, type CellText } from "./types";

/** A cell's tree, with the text that its offsets count in. */
export interface ParsedCell {
  readonly program: Node;
  readonly text: CellText;
}

interface Parsed {
  readonly program: Node;
  readonly errors: readonly OxcError[];
}

/** Parse as a TypeScript module, without JSX: `<T>(x: T) => x` and `<T>x` are what they are in a .ts file. */
export function parseModule(source: string): Parsed {
  const result = parseSync("cell.ts", source, { lang: "ts", sourceType: "module" });
  return { program: result.program as unknown as Node, errors: result.errors };
}

/**
 * Parse a cell. An object literal as its last statement, which the grammar takes for a block, is one here.
 * @throws CellSyntaxError
 */
export function parseCell(source: string): ParsedCell {
  const { program, errors } = parseModule(source);
  const last = children(program, "body").findLast((statement) => statement.type !== "EmptyStatement");
  if (errors.length === 0 && last?.type !== "BlockStatement") return { program, text: unchanged(source) };
  const starts = errors.length === 0 && last !== undefined ? [last.start] : braceLines(source);
  for (const start of starts) {
    const parsed = parseLastObject(source, start);
    if (parsed !== undefined) return parsed;
  }
  if (errors.length === 0) return { program, text: unchanged(source) };
  throw syntaxError(source, errors);
}

/** The parser's first complaint, as an error of the cell. */
export function syntaxError(source: string, errors: readonly OxcError[]): CellSyntaxError {
  const [error] = errors;
  const { line, column } = linesOf(source).position(error?.labels[0]?.start ?? 0);
  const hint = shellHint(source);
  if (hint !== undefined) return new CellSyntaxError(hint.message, hint.line, hint.column);
  const message = (error?.message ?? "this cell does not parse").replace(/but found `EOF`/, "but the cell ends here");
  const help = error?.helpMessage;
  const told = help === null || help === undefined ? message : `${message.replace(/\.$/, "")}. ${help}`;
  return new CellSyntaxError(told, line, column);
}

const unchanged = (source: string): CellText => ({
  source,
  text: source,
  toSource: (offset) => offset,
  toText: (offset) => offset,
});

/** The last lines that begin with a brace, from the last one up: where a closing object literal may begin. */
function braceLines(source: string): number[] {
  return [...source.matchAll(/^[ \t]*\{/gm)]
    .map((match) => match.index + match[0].length - 1)
    .toReversed()
    .slice(0, 8);
}

// The semicolon keeps the parenthesis from calling the line before.
const open = ";(";

function parseLastObject(source: string, start: number): ParsedCell | undefined {
  const rest = source.slice(start);
  const length = rest.replace(/[\s;]+$/, "").length;
  const text = `${source.slice(0, start)}${open}${rest.slice(0, length)})${rest.slice(length)}`;
  const { program, errors } = parseModule(text);
  const last = children(program, "body").findLast((statement) => statement.type !== "EmptyStatement");
  if (errors.length > 0 || last?.start !== start + 1 || last.type !== "ExpressionStatement") return undefined;
  const expression = child(last, "expression");
  if (expression.type !== "ParenthesizedExpression") return undefined;
  if (child(expression, "expression").type !== "ObjectExpression") return undefined;
  const close = start + open.length + length;
  return {
    program,
    text: {
      source,
      text,
      toSource: (offset) => {
        if (offset <= start) return offset;
        if (offset <= close) return Math.max(offset - open.length, start);
        return offset - open.length - 1;
      },
      toText: (offset) => {
        if (offset < start) return offset;
        return offset < start + length ? offset + open.length : offset + open.length + 1;
      },
    },
  };
}

import { inspect, stripVTControlCharacters } from "node:util";

/** What Jupyter shows of an error. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A place in a cell as its author wrote it: lines from 1, columns from 0. */
export interface CellPlace {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

/** What is known of the cells that ran. */
export interface CellSources {
  /** The TypeScript of a cell, by its number. */
  source(cell: number): string | undefined;
  /** From a place in the JavaScript that ran to the TypeScript it came from. */
  position(place: CellPlace): CellPlace;
}

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

/** V8's name of a cell's script; also what a stack trace is searched for. */
export const scriptName = (cell: number): string => `cell_${cell}.ts`;
const framePattern = /cell_(\d+)\.ts:(\d+):(\d+)/;
const longestMessage = 20_000;

/** The frames of a stack that lie in cells, outermost last, in TypeScript's lines. */
function placesOf(stack: string, sources: CellSources): CellPlace[] {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames.flatMap((frame) => {
    const match = framePattern.exec(frame);
    if (match === null) return [];
    const [, cell, line, column] = match.map(Number) as [number, number, number, number];
    return [sources.position({ cell, line, column: column - 1 })];
  });
}

/**
 * The line of a place with its neighbours, and a caret below it.
 * @param width how many characters the place spans
 */
export function codeFrame(source: string, { cell, line, column }: CellPlace, width = 1): string {
  const lines = source.split("\n");
  const first = Math.max(1, line - 2);
  const digits = String(Math.min(lines.length, line + 1)).length;
  const shown = lines.slice(first - 1, line + 1).flatMap((text, i) => {
    const number = first + i;
    const gutter = `${number === line ? ">" : " "} ${String(number).padStart(digits)} | `;
    if (number !== line) return [dim(`${gutter}${text}`)];
    // The caret stands below its character also where tabs came before it.
    const lead = text.slice(0, column).replaceAll(/[^\t]/g, " ");
    return [`${gutter}${text}`, `${" ".repeat(digits + 2)} | ${lead}${red("^".repeat(Math.max(1, width)))}`];
  });
  return [dim(`Cell [${cell}], line ${line}`), ...shown].join("\n");
}

function cut(text: string): string {
  if (text.length <= longestMessage) return text;
  return `${text.slice(0, longestMessage)} … ${text.length - longestMessage} more characters`;
}

/** An error and those behind it, in the order in which they are told. */
function chainOf(error: Error): readonly { readonly error: unknown; readonly lead: string }[] {
  const chain: { error: unknown; lead: string }[] = [];
  const seen = new Set<unknown>();
  const follow = (link: unknown, lead: string): void => {
    if (seen.has(link)) return;
    seen.add(link);
    chain.push({ error: link, lead });
    if (!(link instanceof Error)) return;
    if (link instanceof AggregateError)
      link.errors.forEach((one, i) => follow(one, `Error ${i + 1} of ${link.errors.length}: `));
    if (link.cause !== undefined) follow(link.cause, "Caused by: ");
  };
  follow(error, "");
  return chain;
}

/** One error of a chain: its name and message, then where in the cells it was thrown. */
function told(error: unknown, lead: string, sources: CellSources): string[] {
  if (!(error instanceof Error)) return [`${lead}${cut(inspect(error))}`];
  const head = `${lead}${red(error.name)}: ${cut(error.message)}`;
  const frames = placesOf(error.stack ?? "", sources)
    .slice(0, 10)
    .flatMap((place) => {
      const source = sources.source(place.cell);
      return source === undefined ? [] : [codeFrame(source, place)];
    });
  return [head, ...frames];
}

/** What Jupyter is told of anything that a cell threw. */
export function errorContent(thrown: unknown, sources: CellSources): ErrorContent {
  if (!isError(thrown)) {
    const evalue = cut(stripVTControlCharacters(inspect(thrown)));
    const ename = thrown === null ? "null" : typeof thrown;
    return { ename: `Thrown ${ename}`, evalue, traceback: [`${red(`Thrown ${ename}`)}: ${evalue}`] };
  }
  const traceback = chainOf(thrown).flatMap(({ error, lead }) => told(error, lead, sources));
  return { ename: String(thrown.name), evalue: cut(String(thrown.message)), traceback };
}

/** Errors of other realms (a vm context, a worker) are errors too. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";

import { inspect, stripVTControlCharacters, types } from "node:util";
import { codeFrame, type CodePlace } from "./code-frame";
import { dim, red } from "./colours";
import { KeyboardInterrupt } from "./keyboard-interrupt";
import { placesOf } from "./stack";

/** What Jupyter shows of an error. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** What is known of the cells that ran, and of the files that they imported. */
export interface CellSources {
  /** The TypeScript of a cell or file, by its script's name. */
  source(script: string): string | undefined;
  /** From a place in the JavaScript that ran to the TypeScript it came from. */
  position(place: CodePlace): CodePlace;
}

const longestMessage = 20_000;
const mostFrames = 10;
const mostErrors = 20;

function cut(text: string): string {
  if (text.length <= longestMessage) return text;
  return `${text.slice(0, longestMessage)} … ${text.length - longestMessage} more characters`;
}

/** A property of an error as text; errors are often made by hand, and so may be anything. */
function read(error: Error, key: "name" | "message" | "stack", fallback: string): string {
  try {
    const value: unknown = error[key];
    return typeof value === "string" ? value : inspect(value);
  } catch {
    return fallback;
  }
}

const nameOf = (error: Error): string => read(error, "name", "Error");

/** V8 speaks of a cell's own `name` as of `name$cell`, which covers the global `name` by that. */
const messageOf = (error: Error): string => {
  const message = read(error, "message", "(its message can't be read)");
  return cut(/^(Type|Reference)Error$/.test(nameOf(error)) ? message.replaceAll(/\$cell\b/g, "") : message);
};

/** An error and those behind it, in the order in which they are told. */
function chainOf(error: Error): { readonly error: unknown; readonly lead: string }[] {
  const chain: { error: unknown; lead: string }[] = [];
  const seen = new Set<unknown>();
  const follow = (link: unknown, lead: string): void => {
    if (seen.has(link) || chain.length >= mostErrors) return;
    seen.add(link);
    chain.push({ error: link, lead });
    if (!isError(link)) return;
    const { errors } = link as Partial<AggregateError>;
    if (Array.isArray(errors)) errors.forEach((one, i) => follow(one, `Error ${i + 1} of ${errors.length}: `));
    if (link.cause !== undefined) follow(link.cause, "Caused by: ");
  };
  try {
    follow(error, "");
  } catch {
    // A getter of the error's threw: what is known of the chain must do.
  }
  return chain;
}

/** One error of a chain: its name and message, then where in the cells it was thrown. */
function told(error: unknown, lead: string, sources: CellSources): string[] {
  if (!isError(error)) return [`${lead}${cut(inspected(error))}`];
  const { own, library } = placesOf(read(error, "stack", ""));
  const frames = own.slice(0, mostFrames).flatMap((ran) => {
    const place = sources.position(ran);
    const source = sources.source(place.script);
    return source === undefined ? [] : [codeFrame(source, place)];
  });
  const inLibrary = library === undefined || error instanceof KeyboardInterrupt ? [] : [dim(`in ${library}`)];
  return [`${lead}${red(nameOf(error))}: ${messageOf(error)}`, ...inLibrary, ...frames];
}

/** What Jupyter is told of anything that a cell threw. Never throws, whatever that is. */
export function errorContent(thrown: unknown, sources: CellSources): ErrorContent {
  if (!isError(thrown)) {
    const evalue = cut(stripVTControlCharacters(inspected(thrown)));
    const ename = `Thrown ${thrown === null ? "null" : typeof thrown}`;
    return { ename, evalue, traceback: [`${red(ename)}: ${evalue}`] };
  }
  const traceback = chainOf(thrown).flatMap(({ error, lead }) => told(error, lead, sources));
  return { ename: nameOf(thrown), evalue: messageOf(thrown), traceback };
}

function inspected(value: unknown): string {
  try {
    return inspect(value);
  } catch {
    return "(it can't be shown)";
  }
}

/** Errors of other realms (a vm context, a worker) are errors too. */
function isError(value: unknown): value is Error {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

import type { JsonObject, RequestContents, RequestType } from "./protocol";

/** What is wrong with a request's content. */
export class InvalidContent extends Error {
  override readonly name = "InvalidContent";
}

type Readers = { readonly [T in RequestType]: (content: JsonObject) => RequestContents[T] };

const readers: Readers = {
  execute_request: (content) => {
    const silent = flag(content, "silent", false);
    return {
      code: text(content, "code"),
      silent,
      // The protocol: "silent=True forces store_history to be False".
      store_history: !silent && flag(content, "store_history", true),
      user_expressions: expressions(content),
      allow_stdin: flag(content, "allow_stdin", false),
      stop_on_error: flag(content, "stop_on_error", true),
    };
  },
  complete_request: (content) => ({ code: text(content, "code"), cursor_pos: cursor(content) }),
  inspect_request: (content) => ({
    code: text(content, "code"),
    cursor_pos: cursor(content),
    detail_level: content.detail_level === 1 ? 1 : 0,
  }),
  is_complete_request: (content) => ({ code: text(content, "code") }),
  history_request: (content) => {
    const access = content.hist_access_type;
    if (access !== "range" && access !== "tail" && access !== "search") {
      throw new InvalidContent('hist_access_type must be "range", "tail" or "search"');
    }
    return {
      output: flag(content, "output", false),
      raw: flag(content, "raw", true),
      hist_access_type: access,
      session: integer(content, "session") ?? 0,
      start: integer(content, "start") ?? 0,
      stop: integer(content, "stop"),
      n: integer(content, "n"),
      pattern: text(content, "pattern", "*"),
      unique: flag(content, "unique", false),
    };
  },
  comm_info_request: ({ target_name: name }) => ({ target_name: typeof name === "string" ? name : undefined }),
  comm_open: (content) => ({
    comm_id: text(content, "comm_id"),
    target_name: text(content, "target_name"),
    data: data(content),
  }),
  comm_msg: (content) => ({ comm_id: text(content, "comm_id"), data: data(content) }),
  comm_close: (content) => ({ comm_id: text(content, "comm_id"), data: data(content) }),
};

/** Whether a message's type is one that is handed on to the kernel. */
export function isRequestType(type: string): type is RequestType {
  return Object.hasOwn(readers, type);
}

/**
 * Check a request's content and fill in the protocol's defaults.
 * @throws InvalidContent when a field is missing or of another kind
 */
export function readContent<T extends RequestType>(type: T, content: JsonObject): RequestContents[T] {
  return readers[type](content);
}

function text(content: JsonObject, name: string, otherwise?: string): string {
  const value = content[name] ?? otherwise;
  if (typeof value === "string") return value;
  throw new InvalidContent(`${name} must be a string, got ${kind(value)}`);
}

function flag(content: JsonObject, name: string, otherwise: boolean): boolean {
  const value = content[name] ?? otherwise;
  if (typeof value === "boolean") return value;
  throw new InvalidContent(`${name} must be a boolean, got ${kind(value)}`);
}

function integer(content: JsonObject, name: string): number | undefined {
  const value = content[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw new InvalidContent(`${name} must be an integer, got ${kind(value)}`);
}

/** Where the cursor stands; at the end of the code when the front end doesn't say. */
function cursor(content: JsonObject): number {
  const position = integer(content, "cursor_pos") ?? [...text(content, "code")].length;
  if (position >= 0) return position;
  throw new InvalidContent(`cursor_pos must be >= 0, got ${position}`);
}

function data(content: JsonObject): JsonObject {
  const value = content.data ?? {};
  if (typeof value !== "object" || Array.isArray(value))
    throw new InvalidContent(`data must be an object, got ${kind(value)}`);
  return ofSomeDepth("data", value as JsonObject);
}

/** Objects in objects in objects: what is nested deeper could not cross the threads. */
const maxDepth = 500;

/** @throws InvalidContent when a dictionary is nested too deeply */
export function ofSomeDepth(name: string, value: JsonObject): JsonObject {
  if (!isDeeper(value, maxDepth)) return value;
  throw new InvalidContent(`${name} must not be nested deeper than ${maxDepth} levels`);
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

function expressions(content: JsonObject): Record<string, string> {
  const value = content.user_expressions ?? {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new InvalidContent(`user_expressions must be an object, got ${kind(value)}`);
  }
  const wrong = Object.entries(value).find(([, expression]) => typeof expression !== "string");
  if (wrong) throw new InvalidContent(`user_expressions.${wrong[0]} must be a string, got ${kind(wrong[1])}`);
  return value as Record<string, string>;
}

const kind = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

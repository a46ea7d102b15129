// Reading the fields of a JSON file, with errors that say which field of which file.
import { describeValue } from "../core";

/** Where a value stands: in `file`, at `place`. */
export interface Place {
  readonly file: string;
  readonly place: string;
}

/** An error about one place of a file. */
export const fieldError = ({ file, place }: Place, rule: string, value: unknown) =>
  new Error(`${file}: ${place} must be ${rule}, got ${describeValue(value)}`);

export type Fields = Readonly<Record<string, unknown>>;

/** @throws Error when `value` isn't an object */
export function fieldsOf(value: unknown, at: Place): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw fieldError(at, "an object", value);
}

/**
 * Fields that this library knows one value of: null or left out, or one of `allowed`.
 * @throws Error naming the first that has another
 */
export function checkUnsupported(
  fields: Fields,
  allowed: Readonly<Record<string, readonly unknown[]>>,
  at: Place,
): void {
  for (const [name, values] of Object.entries(allowed)) {
    const value = fields[name] ?? null;
    if (value === null || values.includes(value)) continue;
    const rule = [...values.map((allowedValue) => JSON.stringify(allowedValue)), "null"].join(" or ");
    throw fieldError({ file: at.file, place: `${at.place}.${name}` }, `${rule}, as nothing else is supported`, value);
  }
}

/** @throws Error when it is there and isn't a boolean */
export function booleanField(fields: Fields, name: string, fallback: boolean, at: Place): boolean {
  const value = fields[name] ?? fallback;
  if (typeof value === "boolean") return value;
  throw fieldError({ file: at.file, place: `${at.place}.${name}` }, "true or false", value);
}

/** @throws Error when it is there and isn't an integer >= 1 */
export function countField(fields: Fields, name: string, fallback: number, at: Place): number {
  const value = fields[name] ?? fallback;
  if (Number.isInteger(value) && (value as number) >= 1) return value as number;
  throw fieldError({ file: at.file, place: `${at.place}.${name}` }, "an integer >= 1", value);
}

/** @throws Error when it isn't a string with something in it */
export function stringField(fields: Fields, name: string, at: Place): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw fieldError({ file: at.file, place: `${at.place}.${name}` }, "a string that isn't empty", value);
}

/**
 * The token of each id, from an object of ids by token.
 * @throws Error when the ids aren't 0 to vocabSize - 1, each once
 */
export function vocabOfIds(value: unknown, at: Place): string[] {
  const ids = Object.entries(fieldsOf(value, at));
  const vocab: string[] = [];
  for (const [token, id] of ids) {
    if (!Number.isInteger(id) || (id as number) < 0 || (id as number) >= ids.length) {
      throw fieldError(at, `ids from 0 to ${ids.length - 1}, as there are ${ids.length} tokens, for each one`, id);
    }
    const other = vocab[id as number];
    if (other !== undefined) {
      throw fieldError(at, `one id a token; ${JSON.stringify(other)} and ${JSON.stringify(token)} both`, id);
    }
    vocab[id as number] = token;
  }
  return vocab;
}

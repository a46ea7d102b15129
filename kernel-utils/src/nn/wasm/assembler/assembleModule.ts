import { type Code, Constant } from "./Code";
import { unsignedLeb } from "./leb128";
import { kinds } from "./Local";
import { WasmFunction } from "./WasmFunction";

/** "\0asm", version 1. */
const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A list of things, each in bytes: how many there are, then they. */
const vector = (items: readonly number[][]) => [...unsignedLeb(items.length), ...items.flat()];
const sized = (bytes: number[]) => [...unsignedLeb(bytes.length), ...bytes];
const text = (value: string) => sized([...new TextEncoder().encode(value)]);
const section = (id: number, bytes: number[]) => [id, ...sized(bytes)];

/**
 * The binary of a module that exports these functions and works on a memory that it imports as `env.memory`.
 * The same functions give the same bytes.
 * @param options.isShared whether threads share the memory; by default they don't
 * @throws RangeError for two functions of one name, or for a call of one that isn't in the list
 * Source: WebAssembly Core Specification 2.0, section 5.5.
 */
export function assembleModule(functions: readonly WasmFunction[], { isShared = false } = {}): Uint8Array<ArrayBuffer> {
  const index = new Map(functions.map(({ name }, i) => [name, i]));
  for (const [i, { name }] of functions.entries()) {
    if (functions.findIndex((other) => other.name === name) < i) {
      throw new RangeError(`functions must have names of their own, got ${name} twice; rename one`);
    }
  }
  const bytesOf = (code: Code, caller: string): number[] => {
    const bytes: number[] = [];
    const write = (part: Code[number]): void => {
      if (typeof part === "number") bytes.push(part);
      else if (part instanceof Constant) part.code.forEach(write);
      else if (!(part instanceof WasmFunction)) part.forEach(write);
      else if (index.has(part.name)) bytes.push(...unsignedLeb(index.get(part.name)!));
      else throw new RangeError(`${caller} must call functions of its module, got ${part.name}; put it into the list`);
    };
    code.forEach(write);
    return bytes;
  };

  const types = functions.map(({ params }) => [
    0x60,
    ...vector(Object.values(params).map((kind) => [kinds[kind].byte])),
    ...vector([]),
  ]);
  // A memory of at least one page; if threads share it, of at most all that there can be, as the one that is given.
  const limits = isShared ? [0x03, 0x01, ...unsignedLeb(65_536)] : [0x00, 0x01];
  const memory = [...text("env"), ...text("memory"), 0x02, ...limits];
  const exported = functions.map(({ name }, i) => [...text(name), 0x00, ...unsignedLeb(i)]);
  const bodies = functions.map(({ name, locals, body }) => {
    const declared = locals.map((kind) => [1, kinds[kind].byte]);
    return sized([...vector(declared), ...bytesOf(body, name), 0x0b]);
  });
  return Uint8Array.from([
    ...header,
    ...section(1, vector(types)),
    ...section(2, vector([memory])),
    ...section(3, vector(functions.map((_, i) => unsignedLeb(i)))), // function i has type i
    ...section(7, vector(exported)),
    ...section(10, vector(bodies)),
  ]);
}

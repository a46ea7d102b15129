/** What we use of the global that Node has and @types/node 18 doesn't declare. */
declare const WebAssembly: { Instance: new (module: object, imports: object) => { exports: unknown } };

/** The functions of a module, working on `memory`. */
export function instantiate(module: object, memory: object): Readonly<Record<string, (...args: number[]) => void>> {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as Readonly<Record<string, (...args: number[]) => void>>;
}

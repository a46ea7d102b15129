/** What stands as a class in one of Node's modules and as a global too. */
const alike: Readonly<Record<string, readonly string[]>> = {
  "node:buffer": ["File"],
  "node:perf_hooks": ["PerformanceEntry", "PerformanceObserver"],
  "node:util": ["TextDecoder", "TextEncoder"],
  "node:worker_threads": ["BroadcastChannel", "MessageChannel", "MessagePort"],
};

const crypto = `
interface Crypto extends webcrypto.Crypto {}
interface CryptoKey extends webcrypto.CryptoKey {}
interface SubtleCrypto extends webcrypto.SubtleCrypto {}
var crypto: Crypto;
`;

const customEvent = `
interface CustomEvent<T = any> extends Event { readonly detail: T }
var CustomEvent: { new <T>(type: string, options?: { detail?: T; bubbles?: boolean; cancelable?: boolean; composed?: boolean }): CustomEvent<T>; prototype: CustomEvent };
`;

/** Of cells and of the project's own files. */
const importMeta = `
interface ImportMeta { readonly dirname: string; readonly filename: string }
`;

const since22 = `
interface WebSocket extends ws.WebSocket {}
var WebSocket: typeof ws.WebSocket;
interface Navigator { readonly hardwareConcurrency: number; readonly language: string; readonly languages: readonly string[]; readonly platform: string; readonly userAgent: string }
var navigator: Navigator;
`;

/** Source: WebAssembly JavaScript Interface, W3C, sections 5 and 6. */
const webAssembly = `
namespace WebAssembly {
  type Bytes = ArrayBuffer | ArrayBufferView;
  type ValueType = "anyfunc" | "externref" | "f32" | "f64" | "i32" | "i64" | "v128";
  type ExternalKind = "function" | "global" | "memory" | "table" | "tag";
  type Imports = Record<string, Record<string, any>>;
  interface Module {}
  var Module: {
    new (bytes: Bytes): Module;
    prototype: Module;
    customSections(module: Module, name: string): ArrayBuffer[];
    exports(module: Module): { name: string; kind: ExternalKind }[];
    imports(module: Module): { module: string; name: string; kind: ExternalKind }[];
  };
  interface Instance { readonly exports: Record<string, any> }
  var Instance: { new (module: Module, imports?: Imports): Instance; prototype: Instance };
  interface Memory { readonly buffer: ArrayBuffer; grow(delta: number): number }
  var Memory: { new (descriptor: { initial: number; maximum?: number; shared?: boolean }): Memory; prototype: Memory };
  interface Table { readonly length: number; get(index: number): any; grow(delta: number, value?: any): number; set(index: number, value?: any): void }
  var Table: { new (descriptor: { element: "anyfunc" | "externref"; initial: number; maximum?: number }, value?: any): Table; prototype: Table };
  interface Global { value: any; valueOf(): any }
  var Global: { new (descriptor: { value: ValueType; mutable?: boolean }, value?: any): Global; prototype: Global };
  var CompileError: ErrorConstructor;
  var LinkError: ErrorConstructor;
  var RuntimeError: ErrorConstructor;
  function compile(bytes: Bytes): Promise<Module>;
  function instantiate(bytes: Bytes, imports?: Imports): Promise<{ module: Module; instance: Instance }>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function validate(bytes: Bytes): boolean;
}
`;

/**
 * A declaration file of globals that Node has and that its older types (@types/node 18) lack. Where newer ones have them
 * too, these add nothing: interfaces merge, and the compiler passes over what stands in a declaration file twice.
 */
export function runtimeGlobals(version: string = process.versions.node): string {
  const classes = Object.entries(alike).flatMap(([module, names]) =>
    names.map((name) => ({ name, type: `import("${module}").${name}`, value: `typeof import("${module}").${name}` })),
  );
  const own = classes.map(({ name, type }) => `type ${name}_ = ${type};`);
  const declared = classes.map(({ name, value }) => `interface ${name} extends ${name}_ {}\nvar ${name}: ${value};`);
  return `import type { webcrypto } from "node:crypto";
import type * as ws from "undici-types";
${own.join("\n")}
declare global {
${declared.join("\n")}${crypto}${customEvent}${importMeta}${webAssembly}${Number(version.split(".")[0]) >= 22 ? since22 : ""}}
`;
}

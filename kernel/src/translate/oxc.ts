type Parser = typeof import("oxc-parser");
type Transformer = typeof import("oxc-transform");

let parser: Parser | undefined;
let transformer: Transformer | undefined;

// Both are read at their first use: that takes as long as the rest of the kernel's code, and what starts beside this
// thread, the sockets and TypeScript's server, must not wait for it.
const theParser = (): Parser => (parser ??= require("oxc-parser") as Parser);
const theTransformer = (): Transformer => (transformer ??= require("oxc-transform") as Transformer);

/** As oxc-parser's. */
export const parseSync: Parser["parseSync"] = (...args) => theParser().parseSync(...args);

/** As oxc-transform's. */
export const transformSync: Transformer["transformSync"] = (...args) => theTransformer().transformSync(...args);

/** The keys of a kind of node under which its children stand. */
export const childKeys = (type: string): readonly string[] => theParser().visitorKeys[type] ?? [];

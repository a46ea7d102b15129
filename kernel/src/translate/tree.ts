import { childKeys } from "./oxc";

/** A node of oxc's ESTree, as loosely typed as a walk over all of its kinds needs. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A child that the grammar promises to be there. */
export const child = (node: Node, key: string): Node => node[key] as Node;

/** A child that may be missing. */
export const optionalChild = (node: Node, key: string): Node | undefined =>
  (node[key] ?? undefined) as Node | undefined;

/** A list of children; holes of array patterns left out. */
export const children = (node: Node, key: string): Node[] =>
  ((node[key] ?? []) as (Node | null)[]).filter((item) => item !== null);

/** All children, in the order of the source as far as the grammar fixes one. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (const key of childKeys(node.type)) {
    const value = node[key];
    if (Array.isArray(value)) found.push(...value.filter((item): item is Node => isNode(item)));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** A function, a method's value, an arrow function. */
export const isFunction = (node: Node): boolean =>
  node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

/** What a name in a node is called: an identifier's name or a literal's text. */
export const nameOf = (node: Node): string => String(node.type === "Literal" ? node["value"] : node["name"]);

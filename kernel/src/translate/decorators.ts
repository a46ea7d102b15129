import { linesOf } from "./lines";
import { parseModule } from "./parse";
import { childrenOf, type Node } from "./tree";
import { CellSyntaxError } from "./types";

const message =
  'standard decorators can\'t run yet: put "experimentalDecorators": true into tsconfig.json and write them for that';

/**
 * Refuse decorators where they are meant to be the standard ones: the transformer doesn't lower those, and no Node has
 * them.
 * @throws CellSyntaxError at the first
 */
export function refuseDecorators(source: string): void {
  const first = source.includes("@") ? find(parseModule(source).program) : undefined;
  if (first === undefined) return;
  const { line, column } = linesOf(source).position(first.start);
  throw new CellSyntaxError(message, line, column);
}

function find(node: Node): Node | undefined {
  if (node.type === "Decorator") return node;
  for (const part of childrenOf(node)) {
    const found = find(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

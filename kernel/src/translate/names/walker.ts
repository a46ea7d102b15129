import type { Context, Scopes } from "./scopes";
import type { Node } from "../tree";
import type { DeclarationKind } from "../types";

/** The walk over a program, for the parts of it that are told apart by kind of node. */
export interface Walker extends Scopes {
  visit(node: Node, context: Context): void;
  visitAll(nodes: Node | readonly Node[] | undefined, context: Context): void;
  /** A binding pattern, whose names are declared, or (without a kind) an assignment's target, whose names are written. */
  visitPattern(node: Node, kind: DeclarationKind | undefined, context: Context): void;
  visitFunction(node: Node, context: Context): void;
  visitClass(node: Node, context: Context): void;
}

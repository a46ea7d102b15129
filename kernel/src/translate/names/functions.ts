import { nested, type Context } from "./scopes";
import { children, optionalChild, type Node } from "../tree";
import type { Walker } from "./walker";

/** A function's names: its own where it is an expression, its parameters, its body's. */
export function visitFunction(walker: Walker, node: Node, context: Context): void {
  const { declare, visitAll, visitPattern } = walker;
  const inner = nested(context, true);
  const id = optionalChild(node, "id");
  if (id !== undefined && node.type === "FunctionExpression") declare(id, "function", inner);
  visitAll(optionalChild(node, "typeParameters"), inner);
  for (const parameter of children(node, "params")) {
    visitAll(children(parameter, "decorators"), context);
    visitPattern(parameter, "let", inner);
  }
  visitAll(optionalChild(node, "returnType"), inner);
  const body = optionalChild(node, "body");
  if (body?.type === "BlockStatement" || body?.type === "FunctionBody") visitAll(children(body, "body"), inner);
  else visitAll(body, inner);
}

/** A class's names: its own, its type parameters, its members'. */
export function visitClass(walker: Walker, node: Node, context: Context): void {
  const { declare, visitAll } = walker;
  visitAll(children(node, "decorators"), context);
  const inner = nested(context);
  const id = optionalChild(node, "id");
  if (id !== undefined) declare(id, "class", inner); // a class's own name is bound inside it, of declarations too
  for (const key of ["typeParameters", "superClass", "superTypeArguments"]) visitAll(optionalChild(node, key), inner);
  visitAll(children(node, "implements"), inner);
  visitAll(optionalChild(node, "body"), inner);
}

import type { Context } from "./scopes";
import { child, children, optionalChild, type Node } from "../tree";
import type { DeclarationKind } from "../types";
import type { Walker } from "./walker";

/** A binding pattern, whose names are declared, or (without a kind) an assignment's target, whose names are written. */
export function visitPattern(walker: Walker, node: Node, kind: DeclarationKind | undefined, context: Context): void {
  const { declare, refer, visit, visitAll } = walker;
  const { isShorthand: _, ...plain } = context;
  switch (node.type) {
    case "Identifier":
      if (kind === undefined) refer(node, context, { isRead: false, isWrite: true });
      else declare(node, kind, context);
      visitAll(optionalChild(node, "typeAnnotation"), plain);
      return;
    case "ObjectPattern":
      for (const property of children(node, "properties")) {
        if (property.type === "RestElement") {
          visitPattern(walker, child(property, "argument"), kind, plain);
          continue;
        }
        if (property["computed"] === true) visit(child(property, "key"), plain);
        visitPattern(walker, child(property, "value"), kind, { ...plain, isShorthand: property["shorthand"] === true });
      }
      visitAll(optionalChild(node, "typeAnnotation"), plain);
      return;
    case "ArrayPattern":
      for (const element of children(node, "elements")) visitPattern(walker, element, kind, plain);
      visitAll(optionalChild(node, "typeAnnotation"), plain);
      return;
    case "AssignmentPattern":
      visitPattern(walker, child(node, "left"), kind, context);
      visit(child(node, "right"), plain);
      return;
    case "RestElement":
      visitPattern(walker, child(node, "argument"), kind, plain);
      visitAll(optionalChild(node, "typeAnnotation"), plain);
      return;
    case "TSParameterProperty":
      visitAll(children(node, "decorators"), plain);
      visitPattern(walker, child(node, "parameter"), kind, plain);
      return;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "ParenthesizedExpression":
      visitPattern(walker, child(node, "expression"), kind, plain);
      visitAll(optionalChild(node, "typeAnnotation"), plain);
      return;
    default:
      visit(node, plain);
  }
}

import { visitDeclaration, visitImport } from "./declarations";
import { visitClass, visitFunction } from "./functions";
import { visitPattern } from "./patterns";
import { createScopes, nested, type Context, type Occurrence } from "./scopes";
import { child, children, childrenOf, optionalChild, type Node } from "../tree";
import { visitTypeNode } from "./type-nodes";
import type { CellNames } from "../types";
import type { Walker } from "./walker";

/** The names of a cell, and where it has them. */
export interface Names extends CellNames {
  readonly occurrences: readonly Occurrence[];
}

/**
 * Which names a cell declares, reads and assigns. Values and types share one namespace per scope, which is coarser than
 * TypeScript's two: a local type hides an outer value of its name.
 */
export function namesOf(program: Node): Names {
  const scopes = createScopes();
  const { refer } = scopes;
  const walker: Walker = {
    ...scopes,
    visit,
    visitAll,
    visitPattern: (node, kind, context) => visitPattern(walker, node, kind, context),
    visitFunction: (node, context) => visitFunction(walker, node, context),
    visitClass: (node, context) => visitClass(walker, node, context),
  };

  function visitAll(nodes: Node | readonly Node[] | undefined, context: Context): void {
    if (nodes === undefined) return;
    for (const node of Array.isArray(nodes) ? (nodes as Node[]) : [nodes as Node]) visit(node, context);
  }

  function visit(node: Node, context: Context): void {
    if (visitDeclaration(walker, node, context) || visitTypeNode(walker, node, context)) return;
    switch (node.type) {
      case "Identifier":
        refer(node, context);
        return;
      case "ImportDeclaration":
        visitImport(walker, node, context);
        return;
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration": {
        const declaration = optionalChild(node, "declaration");
        const isNamed = node.type === "ExportNamedDeclaration";
        if (declaration !== undefined) visit(declaration, isNamed ? { ...context, isExported: true } : context);
        if (optionalChild(node, "source") !== undefined) return;
        for (const specifier of children(node, "specifiers")) visit(child(specifier, "local"), context);
        return;
      }
      case "ExportAllDeclaration":
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        return;
      case "LabeledStatement":
        visit(child(node, "body"), context);
        return;
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "TSEmptyBodyFunctionExpression":
        walker.visitFunction(node, context);
        return;
      case "ClassExpression":
        walker.visitClass(node, context);
        return;
      case "StaticBlock":
      case "BlockStatement":
        visitAll(children(node, "body"), nested(context, node.type === "StaticBlock"));
        return;
      case "ForStatement":
      case "SwitchStatement": {
        const inner = nested(context);
        for (const part of childrenOf(node)) visit(part, inner);
        return;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const inner = nested(context);
        const left = child(node, "left");
        if (left.type === "VariableDeclaration") visit(left, inner);
        else walker.visitPattern(left, undefined, inner);
        visit(child(node, "right"), inner);
        visit(child(node, "body"), inner);
        return;
      }
      case "CatchClause": {
        const inner = nested(context);
        const parameter = optionalChild(node, "param");
        if (parameter !== undefined) walker.visitPattern(parameter, "let", inner);
        visit(child(node, "body"), inner);
        return;
      }
      case "AssignmentExpression": {
        const left = child(node, "left");
        if (node["operator"] !== "=") visit(left, context);
        walker.visitPattern(left, undefined, context);
        visit(child(node, "right"), context);
        return;
      }
      case "UpdateExpression":
        visit(child(node, "argument"), context);
        walker.visitPattern(child(node, "argument"), undefined, context);
        return;
      case "MemberExpression":
        visit(child(node, "object"), context);
        if (node["computed"] === true) visit(child(node, "property"), context);
        return;
      case "Property":
        if (node["computed"] === true) visit(child(node, "key"), context);
        visit(child(node, "value"), node["shorthand"] === true ? { ...context, isShorthand: true } : context);
        return;
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty":
      case "TSAbstractMethodDefinition":
      case "TSAbstractPropertyDefinition":
      case "TSAbstractAccessorProperty":
        visitAll(children(node, "decorators"), context);
        if (node["computed"] === true) visit(child(node, "key"), context);
        visitAll(optionalChild(node, "typeAnnotation"), context);
        visitAll(optionalChild(node, "value"), context);
        return;
      default: {
        const { isShorthand: _, isExported: __, ...plain } = context;
        for (const part of childrenOf(node)) visit(part, plain);
      }
    }
  }

  for (const statement of children(program, "body")) visit(statement, { scope: scopes.top });
  return scopes.resolve();
}

import { nested, type Context } from "./scopes";
import { child, children, childrenOf, optionalChild, type Node } from "../tree";
import type { Walker } from "./walker";

/** A node of TypeScript's own; false where it is none that needs a rule. */
export function visitTypeNode(
  { declare, visit, visitAll, visitPattern }: Walker,
  node: Node,
  context: Context,
): boolean {
  switch (node.type) {
    case "TSTypeAnnotation":
    case "TSTypeParameterInstantiation":
    case "TSClassImplements":
      for (const part of childrenOf(node)) visit(part, { ...context, isType: true });
      return true;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      visit(child(node, "expression"), context);
      visit(child(node, "typeAnnotation"), { ...context, isType: true });
      return true;
    case "TSFunctionType":
    case "TSConstructorType":
    case "TSCallSignatureDeclaration":
    case "TSConstructSignatureDeclaration":
    case "TSMethodSignature": {
      const inner = { ...nested(context, true), isType: true };
      if (node["computed"] === true) visit(child(node, "key"), inner);
      visitAll(optionalChild(node, "typeParameters"), inner);
      for (const parameter of children(node, "params")) visitPattern(parameter, "let", inner);
      visitAll(optionalChild(node, "returnType"), inner);
      return true;
    }
    case "TSPropertySignature":
      if (node["computed"] === true) visit(child(node, "key"), context);
      visitAll(optionalChild(node, "typeAnnotation"), context);
      return true;
    case "TSIndexSignature": {
      const inner = nested(context);
      for (const parameter of children(node, "parameters")) visitPattern(parameter, "let", inner);
      visitAll(optionalChild(node, "typeAnnotation"), inner);
      return true;
    }
    case "TSMappedType": {
      const inner = nested(context);
      declare(child(node, "key"), "type", inner, true);
      for (const key of ["constraint", "nameType", "typeAnnotation"]) visitAll(optionalChild(node, key), inner);
      return true;
    }
    case "TSConditionalType": {
      const inner = nested(context); // where `infer` declares
      for (const part of childrenOf(node)) visit(part, inner);
      return true;
    }
    case "TSTypeParameter":
      declare(child(node, "name"), "type", context, true);
      for (const key of ["constraint", "default"]) visitAll(optionalChild(node, key), { ...context, isType: true });
      return true;
    case "TSQualifiedName":
      visit(child(node, "left"), context);
      return true;
    case "TSImportType":
      visitAll(optionalChild(node, "typeArguments"), context);
      return true;
    case "TSNamedTupleMember":
      visit(child(node, "elementType"), context);
      return true;
    default:
      return false;
  }
}

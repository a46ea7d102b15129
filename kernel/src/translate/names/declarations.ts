import { nested, type Context } from "./scopes";
import { child, children, nameOf, optionalChild, type Node } from "../tree";
import type { Walker } from "./walker";

/** A declaration that `export` may stand before; false where a node is none. */
export function visitDeclaration(walker: Walker, node: Node, outer: Context): boolean {
  const { declaration, declare, visit, visitAll, visitFunction, visitClass, visitPattern } = walker;
  const context = node["declare"] === true ? { ...outer, isAmbient: true } : outer;
  const { isExported: _, ...inside } = context;
  switch (node.type) {
    case "VariableDeclaration": {
      const kind = ["var", "let"].includes(String(node["kind"])) ? (node["kind"] as "var" | "let") : "const";
      for (const declarator of children(node, "declarations")) {
        visitPattern(child(declarator, "id"), kind, context);
        visitAll(optionalChild(declarator, "init"), inside);
      }
      return true;
    }
    case "FunctionDeclaration":
    case "TSDeclareFunction": {
      const id = optionalChild(node, "id");
      const isSignature =
        node.type === "TSDeclareFunction" &&
        declaration("function", id === undefined ? "" : nameOf(id))?.isType !== false;
      if (id !== undefined) declare(id, "function", context, isSignature || context.isAmbient === true);
      visitFunction(node, inside);
      return true;
    }
    case "ClassDeclaration": {
      const id = optionalChild(node, "id");
      if (id !== undefined) declare(id, "class", context);
      visitClass(node, inside);
      return true;
    }
    case "TSEnumDeclaration": {
      declare(child(node, "id"), "enum", context);
      const inner = nested(inside);
      const members = children(child(node, "body"), "members");
      for (const member of members) inner.scope.names.add(nameOf(child(member, "id")));
      for (const member of members) visitAll(optionalChild(member, "initializer"), inner);
      return true;
    }
    case "TSModuleDeclaration": {
      const id = child(node, "id");
      const isNamed = id.type !== "Literal" && node["global"] !== true;
      const first = id.type === "TSQualifiedName" ? leftmost(id) : id;
      if (isNamed) declare(first, "namespace", context, context.isAmbient === true || !hasValues(node));
      const body = optionalChild(node, "body");
      const inner = nested(inside, true);
      if (body !== undefined) visitAll(body.type === "TSModuleBlock" ? children(body, "body") : body, inner);
      return true;
    }
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration": {
      declare(child(node, "id"), node.type === "TSInterfaceDeclaration" ? "interface" : "type", context, true);
      const inner = { ...nested(inside), isType: true };
      for (const key of ["typeParameters", "typeAnnotation", "body"]) visitAll(optionalChild(node, key), inner);
      visitAll(children(node, "extends"), inner);
      return true;
    }
    case "TSImportEqualsDeclaration": {
      const isType = node["importKind"] === "type" || context.isAmbient === true;
      declare(child(node, "id"), "import", context, isType);
      const module = child(node, "moduleReference");
      if (module.type !== "TSExternalModuleReference") visit(module, inside);
      return true;
    }
    default:
      return false;
  }
}

export function visitImport({ declare }: Walker, node: Node, context: Context): void {
  for (const specifier of children(node, "specifiers")) {
    const isType = node["importKind"] === "type" || specifier["importKind"] === "type";
    declare(child(specifier, "local"), "import", context, isType);
  }
}

/** `A` of `A.B.C`. */
function leftmost(name: Node): Node {
  return name.type === "TSQualifiedName" ? leftmost(child(name, "left")) : name;
}

/** Whether a namespace exists at run time. */
export function hasValues(namespace: Node): boolean {
  const body = optionalChild(namespace, "body");
  if (body === undefined) return false;
  if (body.type === "TSModuleDeclaration") return hasValues(body);
  return children(body, "body").some((statement) => {
    const declaration = optionalChild(statement, "declaration") ?? statement;
    if (declaration["declare"] === true) return false;
    if (declaration.type === "TSModuleDeclaration") return hasValues(declaration);
    return !["TSTypeAliasDeclaration", "TSInterfaceDeclaration", "TSDeclareFunction"].includes(declaration.type);
  });
}

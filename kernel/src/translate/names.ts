import { child, children, childrenOf, nameOf, optionalChild, type Node } from "./tree";
import type { CellNames, Declaration, DeclarationKind } from "./types";

/** An occurrence of a name that belongs to the cell's top level, or to nothing in the cell. */
export interface Occurrence {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** `{ name }`: the one identifier is both key and value. */
  readonly isShorthand: boolean;
  readonly isTypeOnly: boolean;
}

/** The names of a cell, and where it has them. */
export interface Names extends CellNames {
  readonly occurrences: readonly Occurrence[];
}

interface Scope {
  readonly names: Set<string>;
  readonly isFunction: boolean;
  readonly parent: Scope | undefined;
}

interface Reference extends Occurrence {
  readonly scope: Scope;
  readonly isRead: boolean;
  readonly isWrite: boolean;
}

/** How a walk came to a node. */
interface Context {
  readonly scope: Scope;
  readonly isShorthand?: boolean;
  readonly isType?: boolean;
  /** In `declare ...`. */
  readonly isAmbient?: boolean;
  readonly isExported?: boolean;
}

/**
 * Which names a cell declares, reads and assigns. Values and types share one namespace per scope, which is coarser than
 * TypeScript's two: a local type hides an outer value of its name.
 */
export function namesOf(program: Node): Names {
  const top: Scope = { names: new Set(), isFunction: true, parent: undefined };
  const declares = new Map<string, Declaration>();
  const references: Reference[] = [];

  const nested = (context: Context, isFunctionScope = false): Context => ({
    scope: { names: new Set(), isFunction: isFunctionScope, parent: context.scope },
    ...(context.isAmbient === true && { isAmbient: true }),
  });

  function declare(id: Node, kind: DeclarationKind, context: Context, isType = context.isAmbient === true): void {
    let { scope } = context;
    if (kind === "var") while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent;
    const name = nameOf(id);
    scope.names.add(name);
    if (scope !== top) return;
    const key = `${kind} ${name}`;
    const isExported = context.isExported === true || declares.get(key)?.isExported === true;
    declares.set(key, { name, kind, isType: isType && declares.get(key)?.isType !== false, isExported });
    if (["const", "let", "var"].includes(kind)) refer(id, { ...context, scope }, { isRead: false, isWrite: false });
  }

  function refer(id: Node, context: Context, use = { isRead: true, isWrite: false }): void {
    references.push({
      name: nameOf(id),
      start: id.start,
      end: id.start + nameOf(id).length, // a parameter's span includes its type
      isShorthand: context.isShorthand === true,
      isTypeOnly: context.isType === true,
      scope: context.scope,
      ...use,
    });
  }

  /** A binding pattern, whose names are declared, or (without a kind) an assignment's target, whose names are written. */
  function visitPattern(node: Node, kind: DeclarationKind | undefined, context: Context): void {
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
            visitPattern(child(property, "argument"), kind, plain);
            continue;
          }
          if (property["computed"] === true) visit(child(property, "key"), plain);
          visitPattern(child(property, "value"), kind, { ...plain, isShorthand: property["shorthand"] === true });
        }
        visitAll(optionalChild(node, "typeAnnotation"), plain);
        return;
      case "ArrayPattern":
        for (const element of children(node, "elements")) visitPattern(element, kind, plain);
        visitAll(optionalChild(node, "typeAnnotation"), plain);
        return;
      case "AssignmentPattern":
        visitPattern(child(node, "left"), kind, context);
        visit(child(node, "right"), plain);
        return;
      case "RestElement":
        visitPattern(child(node, "argument"), kind, plain);
        visitAll(optionalChild(node, "typeAnnotation"), plain);
        return;
      case "TSParameterProperty":
        visitAll(children(node, "decorators"), plain);
        visitPattern(child(node, "parameter"), kind, plain);
        return;
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "ParenthesizedExpression":
        visitPattern(child(node, "expression"), kind, plain);
        visitAll(optionalChild(node, "typeAnnotation"), plain);
        return;
      default:
        visit(node, plain);
    }
  }

  function visitAll(nodes: Node | readonly Node[] | undefined, context: Context): void {
    if (nodes === undefined) return;
    for (const node of Array.isArray(nodes) ? (nodes as Node[]) : [nodes as Node]) visit(node, context);
  }

  function visitFunction(node: Node, context: Context): void {
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

  function visitClass(node: Node, context: Context): void {
    visitAll(children(node, "decorators"), context);
    const inner = nested(context);
    const id = optionalChild(node, "id");
    if (id !== undefined) declare(id, "class", inner); // a class's own name is bound inside it, of declarations too
    for (const key of ["typeParameters", "superClass", "superTypeArguments"]) visitAll(optionalChild(node, key), inner);
    visitAll(children(node, "implements"), inner);
    visitAll(optionalChild(node, "body"), inner);
  }

  /** Declarations that `export` may stand before. */
  function visitDeclaration(node: Node, outer: Context): boolean {
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
          node.type === "TSDeclareFunction" && declares.get(`function ${id && nameOf(id)}`)?.isType !== false;
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

  function visitImport(node: Node, context: Context): void {
    for (const specifier of children(node, "specifiers")) {
      const isType = node["importKind"] === "type" || specifier["importKind"] === "type";
      declare(child(specifier, "local"), "import", context, isType);
    }
  }

  function visit(node: Node, context: Context): void {
    if (visitDeclaration(node, context)) return;
    switch (node.type) {
      case "Identifier":
        refer(node, context);
        return;
      case "ImportDeclaration":
        visitImport(node, context);
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
        visitFunction(node, context);
        return;
      case "ClassExpression":
        visitClass(node, context);
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
        else visitPattern(left, undefined, inner);
        visit(child(node, "right"), inner);
        visit(child(node, "body"), inner);
        return;
      }
      case "CatchClause": {
        const inner = nested(context);
        const parameter = optionalChild(node, "param");
        if (parameter !== undefined) visitPattern(parameter, "let", inner);
        visit(child(node, "body"), inner);
        return;
      }
      case "AssignmentExpression": {
        const left = child(node, "left");
        if (node["operator"] !== "=") visit(left, context);
        visitPattern(left, undefined, context);
        visit(child(node, "right"), context);
        return;
      }
      case "UpdateExpression":
        visit(child(node, "argument"), context);
        visitPattern(child(node, "argument"), undefined, context);
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
      case "TSTypeAnnotation":
      case "TSTypeParameterInstantiation":
      case "TSClassImplements":
        for (const part of childrenOf(node)) visit(part, { ...context, isType: true });
        return;
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
        visit(child(node, "expression"), context);
        visit(child(node, "typeAnnotation"), { ...context, isType: true });
        return;
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
        return;
      }
      case "TSPropertySignature":
        if (node["computed"] === true) visit(child(node, "key"), context);
        visitAll(optionalChild(node, "typeAnnotation"), context);
        return;
      case "TSIndexSignature": {
        const inner = nested(context);
        for (const parameter of children(node, "parameters")) visitPattern(parameter, "let", inner);
        visitAll(optionalChild(node, "typeAnnotation"), inner);
        return;
      }
      case "TSMappedType": {
        const inner = nested(context);
        declare(child(node, "key"), "type", inner, true);
        for (const key of ["constraint", "nameType", "typeAnnotation"]) visitAll(optionalChild(node, key), inner);
        return;
      }
      case "TSConditionalType": {
        const inner = nested(context); // where `infer` declares
        for (const part of childrenOf(node)) visit(part, inner);
        return;
      }
      case "TSTypeParameter":
        declare(child(node, "name"), "type", context, true);
        for (const key of ["constraint", "default"]) visitAll(optionalChild(node, key), { ...context, isType: true });
        return;
      case "TSQualifiedName":
        visit(child(node, "left"), context);
        return;
      case "TSImportType":
        visitAll(optionalChild(node, "typeArguments"), context);
        return;
      case "TSNamedTupleMember":
        visit(child(node, "elementType"), context);
        return;
      default: {
        const { isShorthand: _, isExported: __, ...plain } = context;
        for (const part of childrenOf(node)) visit(part, plain);
      }
    }
  }

  for (const statement of children(program, "body")) visit(statement, { scope: top });
  return { declares: [...declares.values()], ...resolve(references, top) };
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

function resolve(references: readonly Reference[], top: Scope): Omit<Names, "declares"> {
  const reads = new Set<string>();
  const assigns = new Set<string>();
  const occurrences: Occurrence[] = [];
  for (const reference of references) {
    let scope: Scope | undefined = reference.scope;
    while (scope !== undefined && !scope.names.has(reference.name)) scope = scope.parent;
    if (scope !== undefined && scope !== top) continue;
    occurrences.push(reference);
    if (scope === top) continue;
    if (reference.isRead) reads.add(reference.name);
    if (reference.isWrite) assigns.add(reference.name);
  }
  return { reads: [...reads], assigns: [...assigns], occurrences };
}

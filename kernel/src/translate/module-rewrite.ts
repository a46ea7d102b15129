import { Edits, type EditedText } from "./edits";
import { createLoopRewriter, isLoop } from "./loops";
import type { Names } from "./names";
import { child, children, childrenOf, isFunction, nameOf, optionalChild, type Node } from "./tree";

/** What a module imports before it runs. */
export interface ModuleImport {
  readonly specifier: string;
  /** `{ type: "json" }` of `with { type: "json" }`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An ES module's JavaScript as a function that a linker calls; see `translateModule` for its form. */
export interface RewrittenModule {
  readonly script: EditedText;
  readonly imports: readonly ModuleImport[];
  readonly isAsync: boolean;
}

/**
 * Turn a module into a function: what it imports becomes members of the imported modules' namespaces, what it exports
 * getters, so that both stay live; awaits and loops go through `__kernel`, as those of cells do.
 * @param source JavaScript as the transformer writes it: each statement ends in a semicolon or a brace
 */
export function rewriteModule(source: string, program: Node, names: Names): RewrittenModule {
  const edits = new Edits(source);
  const loops = createLoopRewriter(edits);
  const imports: ModuleImport[] = [];
  const stars: number[] = [];
  const exported = new Map<string, string>();
  /** What an imported name is called. */
  const imported = new Map<string, string>();
  const callees = new Set<number>();
  let isAsync = false;

  function take(statement: Node): string {
    const specifier = nameOf(child(statement, "source"));
    const attributes = Object.fromEntries(
      children(statement, "attributes").map((item) => [nameOf(child(item, "key")), nameOf(child(item, "value"))]),
    );
    const at = imports.findIndex((one) => one.specifier === specifier);
    if (at >= 0) return namespaceName(at);
    imports.push({ specifier, attributes });
    return namespaceName(imports.length - 1);
  }

  function takeImport(statement: Node): void {
    const namespace = take(statement);
    for (const specifier of children(statement, "specifiers")) {
      const local = nameOf(child(specifier, "local"));
      if (specifier.type === "ImportNamespaceSpecifier") imported.set(local, namespace);
      else {
        const isDefault = specifier.type === "ImportDefaultSpecifier";
        imported.set(local, member(namespace, isDefault ? "default" : nameOf(child(specifier, "imported"))));
      }
    }
  }

  function topLevel(statement: Node): void {
    switch (statement.type) {
      case "ImportDeclaration":
        edits.cut(statement.start, statement.end);
        return;
      case "ExportAllDeclaration": {
        edits.cut(statement.start, statement.end);
        const namespace = take(statement);
        const name = optionalChild(statement, "exported");
        if (name === undefined) stars.push(Number(namespace.slice(namespacePrefix.length)));
        else exported.set(nameOf(name), namespace);
        return;
      }
      case "ExportNamedDeclaration":
        exportNamed(statement);
        return;
      case "ExportDefaultDeclaration":
        exportDefault(statement);
        return;
      default:
        visit(statement, true);
    }
  }

  function exportNamed(statement: Node): void {
    const declaration = optionalChild(statement, "declaration");
    if (declaration !== undefined) {
      edits.replace(statement.start, declaration.start, "");
      visit(declaration, true);
      return; // its names are known already
    }
    edits.cut(statement.start, statement.end);
    const namespace = optionalChild(statement, "source") === undefined ? undefined : take(statement);
    for (const specifier of children(statement, "specifiers")) {
      const local = nameOf(child(specifier, "local"));
      const value = namespace === undefined ? (imported.get(local) ?? local) : member(namespace, local);
      exported.set(nameOf(child(specifier, "exported")), value);
    }
  }

  function exportDefault(statement: Node): void {
    const value = child(statement, "declaration");
    const id = value.type.endsWith("Declaration") ? optionalChild(value, "id") : undefined;
    exported.set("default", id === undefined ? defaultName : nameOf(id));
    if (id !== undefined) edits.replace(statement.start, value.start, "");
    else if (value.type === "FunctionDeclaration") {
      const keyword = /^(?:async\s+)?function\s*\*?/.exec(source.slice(value.start))?.[0] ?? "";
      edits.replace(statement.start, value.start, "");
      edits.insert(value.start + keyword.length, ` ${defaultName}`);
    } else {
      // A class or a function without a name is called "default".
      edits.replace(statement.start, value.start, `const ${defaultName} = { default: `);
      visit(value, true);
      edits.replace(value.end, statement.end, " }.default;");
      return;
    }
    visit(value, true);
  }

  /** @param isTop whether it belongs to no function */
  function visit(node: Node, isTop: boolean): void {
    switch (node.type) {
      case "AwaitExpression": {
        const argument = child(node, "argument");
        isAsync ||= isTop;
        edits.insert(argument.start, "__kernel.wait(");
        visit(argument, isTop);
        edits.insert(argument.end, ")");
        return;
      }
      case "ImportExpression":
        edits.replace(node.start, node.start + "import".length, "__module.import");
        visitChildren(node, isTop);
        return;
      case "MetaProperty":
        if (source.startsWith("import", node.start)) edits.replace(node.start, node.end, "__module.meta");
        return;
      case "TryStatement":
        loops.tryStatement(node, (part) => visit(part, isTop));
        return;
      default:
        if (node.type === "ForOfStatement" && node["await"] === true) isAsync ||= isTop;
        if (isLoop(node)) loops.loop(node, (part) => visit(part, isTop));
        else visitChildren(node, isTop && !isFunction(node));
    }
  }

  function visitChildren(node: Node, isTop: boolean): void {
    for (const part of childrenOf(node)) visit(part, isTop);
  }

  findCallees(program, callees);
  const body = children(program, "body");
  for (const statement of body) {
    if (statement.type === "ImportDeclaration") takeImport(statement);
    else if (optionalChild(statement, "source") !== undefined) take(statement); // evaluated in the order of the source
  }
  for (const { name, isExported } of names.declares) if (isExported) exported.set(name, name);
  for (const { name, start, end, isShorthand } of names.occurrences) {
    const target = imported.get(name);
    if (target === undefined) continue;
    const called = callees.has(start) ? `(0, ${target})` : target; // `this` is not the module
    edits.replace(start, end, isShorthand ? `${name}: ${called}` : called);
  }
  for (const statement of body) topLevel(statement);
  return { script: edits.render([header({ imports, stars, exported, isAsync })]), imports, isAsync };
}

const namespacePrefix = "__import";
const namespaceName = (index: number): string => namespacePrefix + String(index);
const defaultName = "__default";

const member = (namespace: string, name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `${namespace}.${name}`
    : `${namespace}[${JSON.stringify(name)}]`;

/** Where the names stand that are called as functions. */
function findCallees(node: Node, found: Set<number>): void {
  const key = node.type === "CallExpression" ? "callee" : node.type === "TaggedTemplateExpression" ? "tag" : undefined;
  const callee = key === undefined ? undefined : child(node, key);
  if (callee?.type === "Identifier") found.add(callee.start);
  for (const part of childrenOf(node)) findCallees(part, found);
}

interface Head {
  readonly imports: readonly ModuleImport[];
  readonly stars: readonly number[];
  readonly exported: ReadonlyMap<string, string>;
  readonly isAsync: boolean;
}

function header({ imports, stars, exported, isAsync }: Head): string {
  const getters = [...exported].map(([name, value]) => `${JSON.stringify(name)}: () => ${value}`);
  const list = `[${imports.map((_, index) => namespaceName(index)).join(", ")}]`;
  const take = imports.length === 0 ? "" : `${list} = __module.namespaces;`;
  return (
    "(function (__module, require, module, exports, __filename, __dirname) { " +
    `return ${isAsync ? "async " : ""}function* () { "use strict"; ${imports.length === 0 ? "" : `let ${take}`}` +
    `__module.exports({ ${getters.join(", ")} }, [${stars.join(", ")}]); yield; ${take}`
  );
}

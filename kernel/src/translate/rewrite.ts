import { Edits, type EditedText } from "./edits";
import { rewriteImport } from "./imports";
import { createLoopRewriter } from "./loops";
import { hasValues, type Names } from "./names";
import { child, children, childrenOf, isFunction, nameOf, optionalChild, type Node } from "./tree";
import { exportLets } from "./namespaces";
import { rewriteVar } from "./vars";

/** A cell as a script of REPL mode, still with its types. */
export interface Rewritten {
  readonly script: EditedText;
  readonly hasResult: boolean;
}

/**
 * Turn a cell's module into a script of V8's REPL mode, types left in:
 * - all top-level names become `let`s (REPL mode redeclares those as any kind; of `class` likewise), functions, `var`s and imports hoisted;
 * - what would cover a global gets a name of its own (`renamed`);
 * - imports, awaits, loops and the last value go through `__kernel`.
 */
export function rewriteCell(
  source: string,
  program: Node,
  names: Names,
  renamed: ReadonlyMap<string, string>,
): Rewritten {
  const edits = new Edits(source);
  const hoistedVars = new Set<string>();
  const prelude: Parameters<Edits["render"]>[0][number][] = [];
  const declared = new Set<string>();
  const loops = createLoopRewriter(edits);

  rename(edits, names, renamed);
  const called = (name: string) => renamed.get(name) ?? name;

  function topLevel(statement: Node): void {
    const declaration = optionalChild(statement, "declaration");
    switch (statement.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        hoistImport(statement);
        return;
      case "ExportNamedDeclaration":
        if (declaration === undefined) {
          hoistImport(statement);
          return;
        }
        edits.replace(statement.start, declaration.start, "");
        topLevel(declaration);
        return;
      case "ExportDefaultDeclaration":
      case "TSExportAssignment": {
        const value = declaration ?? child(statement, "expression");
        edits.replace(statement.start, value.start, "");
        const isNamed = optionalChild(value, "id") !== undefined;
        if (value.type.endsWith("Declaration") && isNamed) {
          topLevel(value);
          return;
        }
        edits.insert(value.start, "(");
        visit(value, true);
        edits.insert(value.end, ")");
        return;
      }
      case "VariableDeclaration":
        rewriteVariable(statement);
        return;
      case "TSDeclareFunction":
        edits.cut(statement.start, statement.end);
        return;
      case "FunctionDeclaration":
        hoistFunction(statement);
        return;
      case "ClassDeclaration":
        rewriteClass(statement);
        return;
      case "TSEnumDeclaration":
        rewriteEnum(statement);
        return;
      case "TSModuleDeclaration":
        rewriteNamespace(statement);
        return;
      case "TSImportEqualsDeclaration":
        rewriteAlias(statement);
        return;
      default:
        visit(statement, true);
    }
  }

  function hoistImport(statement: Node): void {
    const code = rewriteImport(source, statement, called);
    edits.cut(statement.start, statement.end);
    if (code !== undefined) prelude.push({ text: code, from: statement.start, isCopy: false });
  }

  function hoistFunction(statement: Node): void {
    const id = child(statement, "id");
    const name = nameOf(id);
    edits.cut(statement.start, statement.end);
    visitChildren(statement);
    const inner = edits.slice(statement.start, id.start);
    const rest = edits.slice(id.end, statement.end);
    const start = `${declared.has(name) ? "" : "let "}${called(name)} = `;
    // Without a name of its own: calls of itself see what a later cell puts in its place.
    const ownId = renamed.has(name) ? name : "";
    prelude.push({ text: start, from: statement.start, isCopy: false }, ...inner, ownId, ...rest, ";");
    declared.add(name);
  }

  function rewriteVariable(statement: Node): void {
    const kind = String(statement["kind"]);
    if (statement["declare"] === true) return;
    if (kind === "const") edits.replace(statement.start, statement.start + kind.length, "let");
    if (!kind.endsWith("using")) {
      visit(statement, true);
      return;
    }
    edits.replace(statement.start, child(children(statement, "declarations")[0] as Node, "id").start, "let ");
    for (const declarator of children(statement, "declarations")) {
      const value = child(declarator, "init");
      edits.insert(value.start, "__kernel.use(");
      visit(value, true);
      edits.insert(value.end, `, ${kind === "await using"})`);
    }
  }

  function rewriteClass(statement: Node): void {
    const id = optionalChild(statement, "id");
    if (id === undefined) return; // the parser lets it pass, the transformer complains
    const name = nameOf(id);
    if (renamed.has(name) && statement["declare"] !== true) {
      const isDecorated = children(statement, "decorators").length > 0; // which a class expression can't be
      if (isDecorated) edits.replace(id.start, id.end, called(name));
      else edits.insert(statement.start, `let ${called(name)} = `); // its own name inside: instances show it
    }
    declared.add(name);
    visitChildren(statement);
  }

  /** `import a = b.c` and `import a = require("m")`. */
  function rewriteAlias(statement: Node): void {
    if (statement["importKind"] === "type") return;
    const id = child(statement, "id");
    edits.replace(statement.start, id.end, `let ${called(nameOf(id))}`);
  }

  function rewriteEnum(statement: Node): void {
    if (statement["declare"] === true) return;
    const id = child(statement, "id");
    const name = nameOf(id);
    const isAgain = declared.has(name);
    declared.add(name);
    const start = isAgain ? `Object.assign(${called(name)}, ` : `let ${called(name)} = `;
    edits.replace(statement.start, id.start, `${start}(() => { enum `);
    visitChildren(statement);
    edits.insert(statement.end, ` return ${nameOf(id)}; })()${isAgain ? ")" : ""};`);
  }

  function rewriteNamespace(statement: Node): void {
    if (statement["declare"] === true || !hasValues(statement)) return;
    const id = child(statement, "id");
    const name = source.slice(id.start, id.end).split(".")[0]?.trim() as string;
    const wasHoisted = names.declares.some((other) => other.name === name && ["function", "enum"].includes(other.kind));
    if (wasHoisted) {
      // The transformer would declare the name a second time: built aside and merged.
      const aside = `${name}$namespace`;
      edits.replace(id.start, id.start + name.length, aside);
      edits.insert(statement.end, `;Object.assign(${called(name)}, ${aside});`);
    } else if (renamed.has(name)) edits.replace(id.start, id.start + name.length, called(name));
    exportLets(edits, statement, wasHoisted ? `${name}$namespace` : called(name));
    visitChildren(statement);
  }

  /** @param isTop whether a `var` in it is the cell's */
  function visit(node: Node, isTop: boolean): void {
    switch (node.type) {
      case "VariableDeclaration":
        if (node["kind"] === "var" && isTop) rewriteVar(edits, node, hoistedVars, (part) => visit(part, true));
        else visitChildren(node, isTop);
        return;
      case "AwaitExpression": {
        const argument = child(node, "argument");
        edits.insert(argument.start, "__kernel.wait(");
        visit(argument, isTop);
        edits.insert(argument.end, ")");
        return;
      }
      case "ImportExpression":
        edits.replace(node.start, node.start + "import".length, "__kernel.import");
        visitChildren(node, isTop);
        return;
      case "MetaProperty":
        if (source.slice(node.start, node.end).startsWith("import"))
          edits.replace(node.start, node.end, "__kernel.meta");
        return;
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        loops.loop(node, (part) => visit(part, isTop));
        return;
      case "TryStatement":
        loops.tryStatement(node, (part) => visit(part, isTop));
        return;
      case "TSModuleDeclaration":
        visitChildren(node);
        return;
      default:
        visitChildren(node, isTop && !isFunction(node) && node.type !== "StaticBlock");
    }
  }

  function visitChildren(node: Node, isTop = false): void {
    for (const part of childrenOf(node)) visit(part, isTop);
  }

  const body = children(program, "body");
  const last = body.findLast((statement) => statement.type !== "EmptyStatement");
  for (const statement of body) {
    const value = statement === last ? resultOf(statement) : undefined;
    if (value !== undefined) edits.insert(value.start, "__kernel.result((");
    topLevel(statement);
    if (value !== undefined) edits.insert(value.end, "))");
  }
  const vars = [...hoistedVars].map(called);
  const start = vars.length === 0 ? "" : `let ${vars.join(", ")};`;
  return { script: edits.render([start, ...prelude]), hasResult: last !== undefined && resultOf(last) !== undefined };
}

/** The expression whose value a last statement shows. */
function resultOf(statement: Node): Node | undefined {
  if (statement.type === "ExpressionStatement" || statement.type === "TSExportAssignment")
    return child(statement, "expression");
  if (statement.type !== "ExportDefaultDeclaration") return undefined;
  const value = child(statement, "declaration");
  return value.type.endsWith("Declaration") ? undefined : value;
}

function rename(edits: Edits, names: Names, renamed: ReadonlyMap<string, string>): void {
  for (const { name, start, end, isShorthand, isTypeOnly } of names.occurrences) {
    const called = renamed.get(name);
    if (called !== undefined && !isTypeOnly) edits.replace(start, end, isShorthand ? `${name}: ${called}` : called);
  }
}

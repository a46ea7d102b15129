import { Edits } from "./edits";
import { globalRuns, runNamespace, type LanguageDocument } from "./language-document";
import { parseModule } from "./parse";
import { child, children, childrenOf, isFunction, optionalChild, type Node } from "./tree";

/** A run that can stand beside others in one document. */
export interface MergeableRun {
  readonly execution: number;
  readonly names: readonly string[];
  /** Its text as a namespace. */
  readonly namespace: string;
}

/**
 * A run's module as a namespace, in which every name means and every type is what it was.
 * @returns undefined where that can't be: modules alone import, export what they don't declare, and await; and a variable
 * whose type grows from its assignments (`let found = []`) has that type only as long as it isn't exported itself
 */
export function mergeableRun(execution: number, { parts }: LanguageDocument): MergeableRun | undefined {
  const { prelude, body, names, keepsValues } = parts;
  const { program, errors } = parseModule(body);
  const statements = children(program, "body");
  if (keepsValues || errors.length > 0 || !statements.every(canBeInNamespace)) return undefined;
  const edits = new Edits(body);
  for (const statement of statements) if (declarations.has(statement.type)) edits.insert(statement.start, "export ");
  const { text } = edits.render([]);
  return { execution, names, namespace: `namespace ${inner(execution)} { ${prelude}\n${text}\n}` };
}

/** A document that gives the names of several runs to others, as the document of each would. */
export function mergedDocument(runs: readonly MergeableRun[]): string {
  const given = runs.map(({ execution }) => `export import ${runNamespace(execution)} = ${inner(execution)};`);
  // By exports too, for completion. Under other names within, or they would be found from inside of the namespaces.
  const last = new Map(runs.flatMap(({ execution, names }) => names.map((name) => [name, execution] as const)));
  const aliases = [...last].map(([name, execution]) => [name, `${name}_${execution}__cell`, execution] as const);
  const own = aliases.map(([name, alias, execution]) => `import ${alias} = ${inner(execution)}.${name};`).join(" ");
  const exports = aliases.map(([name, alias]) => `${alias} as ${name}`).join(", ");
  const namespaces = runs.map(({ namespace }) => namespace).join("\n");
  return `${namespaces}\n${own}\nexport { ${exports} };${globalRuns(given.join(" "))}\n`;
}

const inner = (execution: number): string => `${runNamespace(execution)}_in`;

/** Statements that `export` goes before. */
const declarations = new Set([
  "VariableDeclaration",
  "FunctionDeclaration",
  "TSDeclareFunction",
  "ClassDeclaration",
  "TSEnumDeclaration",
  "TSModuleDeclaration",
  "TSTypeAliasDeclaration",
  "TSInterfaceDeclaration",
]);

function canBeInNamespace(statement: Node): boolean {
  switch (statement.type) {
    case "ImportDeclaration":
    case "TSImportEqualsDeclaration":
    case "ExportAllDeclaration":
    case "ExportDefaultDeclaration":
    case "TSExportAssignment":
    case "TSNamespaceExportDeclaration":
      return false;
    case "ExportNamedDeclaration": {
      const declaration = optionalChild(statement, "declaration");
      return declaration !== undefined && canBeInNamespace(declaration);
    }
    case "TSModuleDeclaration":
      return statement["global"] !== true && child(statement, "id").type !== "Literal";
    case "VariableDeclaration":
      return (
        !String(statement["kind"]).endsWith("using") &&
        children(statement, "declarations").every((one) => hasType(one) && !needsModule(one))
      );
    default:
      return !needsModule(statement);
  }
}

/** Whether a variable's type is known from its declaration. */
function hasType(declarator: Node): boolean {
  const id = child(declarator, "id");
  if (id.type !== "Identifier" || optionalChild(id, "typeAnnotation") !== undefined) return true;
  const init = optionalChild(declarator, "init");
  if (init === undefined || (init.type === "Literal" && init["value"] === null)) return false;
  if (init.type === "Identifier") return init["name"] !== "undefined";
  return init.type !== "ArrayExpression" || children(init, "elements").length > 0;
}

/** Whether a statement awaits, or declares a `var` of the cell's from within. */
function needsModule(node: Node): boolean {
  if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node["await"] === true)) return true;
  if (node.type === "VariableDeclaration" && (node["kind"] === "var" || node["kind"] === "await using")) return true;
  return !isFunction(node) && childrenOf(node).some(needsModule);
}

import { Edits, type EditedText } from "./edits";
import { exportLets } from "./namespaces";
import { parseModule } from "./parse";
import { child, children, nameOf, optionalChild, type Node } from "./tree";

/** A module's TypeScript without what the transformer can't do, or does wrongly, at a module's top level. */
export function prepareModule(source: string): EditedText {
  const edits = new Edits(source);
  if (/\busing\b|\b(?:namespace|module)\b[^]*\bexport\s+(?:let|var)\b/.test(source))
    for (const statement of children(parseModule(source).program, "body")) prepare(edits, statement);
  return edits.render([]);
}

function prepare(edits: Edits, statement: Node): void {
  const declared = optionalChild(statement, "declaration") ?? statement;
  if (declared["declare"] === true) return;
  if (declared.type === "TSModuleDeclaration") exportLets(edits, declared, nameOf(child(declared, "id")));
  if (declared.type === "VariableDeclaration" && String(declared["kind"]).endsWith("using"))
    useResources(edits, declared);
}

/** `using a = b` -> a constant, which the linker disposes of at the module's end. */
function useResources(edits: Edits, declaration: Node): void {
  const isAsync = declaration["kind"] === "await using";
  const declarators = children(declaration, "declarations");
  edits.replace(declaration.start, (declarators[0] as Node).start, "const ");
  for (const declarator of declarators) {
    const value = child(declarator, "init");
    edits.insert(value.start, isAsync ? "(await 0, __module.resources.a(" : "(__module.resources.u(");
    edits.insert(value.end, "))");
  }
}

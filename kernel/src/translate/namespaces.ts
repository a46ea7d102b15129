import type { Edits } from "./edits";
import { child, children, nameOf, optionalChild, type Node } from "./tree";

/** `export let` in a namespace, which the transformer can't: an accessor of the namespace beside a plain `let`. */
export function exportLets(edits: Edits, namespace: Node, name: string): void {
  const body = optionalChild(namespace, "body");
  if (body === undefined) return;
  if (body.type === "TSModuleDeclaration") {
    exportLets(edits, body, nameOf(child(body, "id")));
    return;
  }
  for (const statement of children(body, "body")) {
    const declaration = optionalChild(statement, "declaration");
    if (declaration?.type === "TSModuleDeclaration") exportLets(edits, declaration, nameOf(child(declaration, "id")));
    if (declaration?.type !== "VariableDeclaration" || declaration["kind"] === "const") continue;
    edits.replace(statement.start, declaration.start, "");
    const ids = children(declaration, "declarations").map((declarator) => nameOf(child(declarator, "id")));
    const accessors = ids.map((id) => `${id}: { get: () => ${id}, set: (v) => { ${id} = v; }, enumerable: true }`);
    edits.insert(body.start + 1, `Object.defineProperties(${name}, { ${accessors.join(", ")} });`);
  }
}

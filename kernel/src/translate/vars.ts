import type { Edits } from "./edits";
import { child, children, nameOf, optionalChild, type Node } from "./tree";

/**
 * A top-level `var` as assignments to names that are declared at the cell's start (`hoisted`, which this adds to).
 * `void` lets it stand where a statement or a loop's first part stands, whatever the line before ends in.
 */
export function rewriteVar(edits: Edits, node: Node, hoisted: Set<string>, visit: (node: Node) => void): void {
  const declarators = children(node, "declarations");
  const ids = declarators.map((declarator) => child(declarator, "id"));
  const [first] = ids;
  const last = declarators.at(-1);
  if (node["declare"] === true || first === undefined || last === undefined) return;
  for (const id of ids) for (const name of boundNames(id)) hoisted.add(name);
  const isLoopTarget = declarators.length === 1 && optionalChild(last, "init") === undefined && node.end === last.end;
  edits.replace(node.start, first.start, isLoopTarget ? "" : "void (");
  for (const [index, declarator] of declarators.entries()) {
    const id = ids[index] as Node;
    const init = optionalChild(declarator, "init");
    const type = optionalChild(id, "typeAnnotation");
    if (init === undefined && !isLoopTarget) {
      edits.replace(id.start, declarator.end, "0");
      continue;
    }
    if (id.type !== "Identifier" && !isLoopTarget) edits.insert(declarator.start, "(");
    visit(id);
    if (type !== undefined) edits.cut(type.start, type.end);
    if (init === undefined) continue;
    visit(init);
    if (id.type !== "Identifier") edits.insert(declarator.end, ")");
  }
  if (!isLoopTarget) edits.insert(last.end, ")");
}

/** The names that a binding pattern declares. */
function boundNames(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [nameOf(pattern)];
    case "ObjectPattern":
      return children(pattern, "properties").flatMap((item) =>
        boundNames(child(item, item.type === "RestElement" ? "argument" : "value")),
      );
    case "ArrayPattern":
      return children(pattern, "elements").flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(child(pattern, "left"));
    default:
      return boundNames(child(pattern, "argument"));
  }
}

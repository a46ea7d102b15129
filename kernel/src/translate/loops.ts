import type { Edits } from "./edits";
import { child, childrenOf, type Node } from "./tree";

/**
 * The global that says whether a cell is being stopped. Whoever changes it makes it anew: V8 takes a global that was
 * never written to for a constant, and compiles the look at it away; the change brings that code back to look.
 */
export const stoppingFlag = "__stopping";

const check = `if (${stoppingFlag}) __kernel.check();`;

/**
 * Let an interrupt into a loop: a check at the top of its body.
 * @param isChecked not where a stopped cell puts things in order
 */
export function rewriteLoop(
  edits: Edits,
  node: Node,
  { isChecked, visit }: { isChecked: boolean; visit: (node: Node) => void },
): void {
  const body = child(node, "body");
  for (const part of childrenOf(node)) {
    if (part === body) continue;
    const isWaited = node.type === "ForOfStatement" && node["await"] === true && part === node["right"];
    if (isWaited) edits.insert(part.start, "__kernel.iterate(");
    visit(part);
    if (isWaited) edits.insert(part.end, ")");
  }
  if (!isChecked) return visit(body);
  const isBlock = body.type === "BlockStatement";
  edits.insert(isBlock ? body.start + 1 : body.start, isBlock ? check : `{${check}`);
  visit(body);
  if (!isBlock) edits.insert(body.end, "}");
}

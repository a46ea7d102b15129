import type { Edits } from "./edits";
import { child, childrenOf, nameOf, optionalChild, type Node } from "./tree";

const check = "__kernel.check();";

/**
 * Let an interrupt into a loop: a check at the top of its body. It costs about a nanosecond, which only loops of plain
 * arithmetic feel; those run in stretches of 1,024 iterations with one check each.
 * @param isLabelled `continue label` must reach the loop itself, so that it is never split
 */
export function rewriteLoop(edits: Edits, node: Node, isLabelled: boolean, visit: (node: Node) => void): void {
  const body = child(node, "body");
  const stretch = isLabelled ? undefined : stretchOf(edits, node);
  for (const part of childrenOf(node)) {
    if (part === body) continue;
    const isWaited = node.type === "ForOfStatement" && node["await"] === true && part === node["right"];
    if (isWaited) edits.insert(part.start, "__kernel.iterate(");
    visit(part);
    if (isWaited) edits.insert(part.end, ")");
  }
  if (stretch !== undefined) {
    edits.replace(stretch.start, stretch.end, stretch.text);
    visit(body);
    edits.insert(node.end, "}");
  } else if (body.type === "BlockStatement") {
    edits.insert(body.start + 1, check);
    visit(body);
  } else {
    edits.insert(body.start, `{${check}`);
    visit(body);
    edits.insert(body.end, "}");
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `for (a; test; update) body` -> `for (a; test;) { check; for (let $n = 0; $n < 1024 && (test); $n++, update) body }`. */
function stretchOf(edits: Edits, node: Node): Stretch | undefined {
  const test = optionalChild(node, "test");
  const update = optionalChild(node, "update");
  const init = optionalChild(node, "init");
  if (node.type !== "ForStatement" || test === undefined || update === undefined) return undefined;
  const parts = [test, update, child(node, "body"), ...(init === undefined ? [] : [init])];
  if (!parts.every(isArithmetic) || !isPure(test)) return undefined;
  const condition = edits
    .slice(test.start, test.end)
    .map((piece) => piece.text)
    .join("");
  const text = `;) {${check}for (let $n = 0; $n < 1024 && (${condition}); $n++, `;
  return { start: test.end, end: update.start, text };
}

const arithmetic = new Set([
  "ArrayExpression",
  "AssignmentExpression",
  "BinaryExpression",
  "BlockStatement",
  "ConditionalExpression",
  "ContinueStatement",
  "EmptyStatement",
  "ExpressionStatement",
  "Identifier",
  "IfStatement",
  "Literal",
  "LogicalExpression",
  "MemberExpression",
  "ParenthesizedExpression",
  "SequenceExpression",
  "TSAsExpression",
  "TSNonNullExpression",
  "UnaryExpression",
  "UpdateExpression",
  "VariableDeclaration",
  "VariableDeclarator",
]);

/** Whether a part of a loop has nothing that may take long, leave the loop, or hold on to its variables. */
function isArithmetic(node: Node): boolean {
  if (node.type.startsWith("TS") && !arithmetic.has(node.type)) return true; // a type
  if (node.type === "ContinueStatement") return optionalChild(node, "label") === undefined;
  if (node.type === "VariableDeclaration" && /using|var/.test(String(node["kind"]))) return false;
  if (node.type === "CallExpression") return isMathCall(node) && childrenOf(node).every(isArithmetic);
  return arithmetic.has(node.type) && childrenOf(node).every(isArithmetic);
}

function isMathCall(node: Node): boolean {
  const callee = child(node, "callee");
  if (callee.type !== "MemberExpression" || callee["computed"] === true) return false;
  const object = child(callee, "object");
  return object.type === "Identifier" && nameOf(object) === "Math";
}

/** Whether it can be computed twice. */
function isPure(node: Node): boolean {
  if (/^(Assignment|Update|Call)Expression$/.test(node.type)) return false;
  return node["operator"] !== "delete" && childrenOf(node).every(isPure);
}

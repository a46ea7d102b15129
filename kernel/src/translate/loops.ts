import type { Edits } from "./edits";
import { child, childrenOf, optionalChild, type Node } from "./tree";

/**
 * The global that says whether a cell is being stopped. Whoever changes it makes it anew: V8 takes a global that was
 * never written to for a constant, and compiles the look at it away; the change brings that code back to look.
 */
export const stoppingFlag = "__stopping";

const check = `if (${stoppingFlag}) __kernel.check();`;

/** Rewrites loops so that an interrupt ends them. Either method leaves the parts of a statement to `visit`. */
export interface LoopRewriter {
  /** A loop gets a check at the top of its body, but where a stopped cell puts things in order. */
  loop(node: Node, visit: (node: Node) => void): void;
  tryStatement(node: Node, visit: (node: Node) => void): void;
}

export const isLoop = ({ type }: Node): boolean => /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(type);

export function createLoopRewriter(edits: Edits): LoopRewriter {
  /** How many `finally` blocks lie around. */
  let depth = 0;
  return {
    loop(node, visit) {
      const body = child(node, "body");
      for (const part of childrenOf(node)) {
        if (part === body) continue;
        const isWaited = node.type === "ForOfStatement" && node["await"] === true && part === node["right"];
        if (isWaited) edits.insert(part.start, "__kernel.iterate(");
        visit(part);
        if (isWaited) edits.insert(part.end, ")");
      }
      if (depth > 0) return visit(body);
      const isBlock = body.type === "BlockStatement";
      edits.insert(isBlock ? body.start + 1 : body.start, isBlock ? check : `{${check}`);
      visit(body);
      if (!isBlock) edits.insert(body.end, "}");
    },
    tryStatement(node, visit) {
      const last = optionalChild(node, "finalizer");
      for (const part of childrenOf(node)) if (part !== last) visit(part);
      if (last === undefined) return;
      depth++;
      visit(last);
      depth--;
    },
  };
}

/** Where a node's branch lies: flat, half a step to either side of `depth`, and so high. */
export interface TreePlace {
  /** Steps from the root, which has 0. */
  readonly depth: number;
  /** In leaves, the first leaf at 0 and each next one 1 below; other nodes in the middle of their children. */
  readonly height: number;
}

/** The place of each node, given the parent of each: -1 for the root, node 0, and else an earlier node. */
export function placeTree(parents: readonly number[]): TreePlace[] {
  const children = childrenOf(parents);
  const depths: number[] = [];
  for (const parent of parents) depths.push(parent < 0 ? 0 : depths[parent]! + 1);
  const heights = parents.map(() => 0);
  let numLeaves = 0;
  const place = (node: number): void => {
    const below = children[node]!;
    below.forEach(place);
    heights[node] = below.length === 0 ? 0 - numLeaves++ : (heights[below[0]!]! + heights[below.at(-1)!]!) / 2;
  };
  place(0);
  return parents.map((_, i) => ({ depth: depths[i]!, height: heights[i]! }));
}

/**
 * One line along the branches of `nodes`, there and back again, so that it never has to be lifted.
 * @param nodes with each of them, its parent; none gives the root's end
 */
export function walkAlong(
  parents: readonly number[],
  places: readonly TreePlace[],
  nodes: ReadonlySet<number>,
): { x: number[]; y: number[] } {
  const children = childrenOf(parents);
  const [x, y]: number[][] = [[], []];
  const to = (depth: number, height: number) => {
    x!.push(depth);
    y!.push(height);
  };
  const walk = (node: number): void => {
    const { depth, height } = places[node]!;
    to(depth - 0.5, height);
    to(depth + 0.5, height);
    for (const child of children[node]!) {
      if (!nodes.has(child)) continue;
      walk(child);
      to(depth + 0.5, height);
    }
    to(depth - 0.5, height);
  };
  if (nodes.has(0)) walk(0);
  else to(places[0]!.depth - 0.5, places[0]!.height);
  return { x: x!, y: y! };
}

function childrenOf(parents: readonly number[]): number[][] {
  const children: number[][] = parents.map(() => []);
  for (const [node, parent] of parents.entries()) if (parent >= 0) children[parent]!.push(node);
  return children;
}

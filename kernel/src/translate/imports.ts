import { child, children, nameOf, optionalChild, type Node } from "./tree";
import type { ImportedName } from "./types";

/**
 * An import (or `export ... from`) as a declaration that calls the kernel.
 * @param called what a name is called in the running code
 * @returns undefined where nothing of it is left at run time
 */
export function rewriteImport(source: string, node: Node, called: (name: string) => string): string | undefined {
  const from = optionalChild(node, "source");
  if (from === undefined || node["importKind"] === "type" || node["exportKind"] === "type") return undefined;
  const all = children(node, "specifiers");
  const specifiers = all.filter((item) => item["importKind"] !== "type" && item["exportKind"] !== "type");
  if (all.length > 0 && specifiers.length === 0) return undefined;
  const module = `await __kernel.wait(__kernel.import(${source.slice(from.start, from.end)}${attributesOf(node)}))`;
  if (node.type !== "ImportDeclaration" || specifiers.length === 0) return `${module};`;
  const space = specifiers.find((item) => item.type === "ImportNamespaceSpecifier");
  const members = specifiers
    .filter((item) => item !== space)
    .map((item) => `${keyOf(exportNameOf(item))}: ${called(nameOf(child(item, "local")))}`);
  if (space === undefined) return `let { ${members.join(", ")} } = ${module};`;
  const name = called(nameOf(child(space, "local")));
  return `let ${name} = ${module}${members.length === 0 ? "" : `, { ${members.join(", ")} } = ${name}`};`;
}

/**
 * The names that a cell's import declarations bring at run time.
 * @param called what a name is called in the running code
 */
export function importedNames(program: Node, called: (name: string) => string): ImportedName[] {
  return children(program, "body").flatMap((statement) => {
    if (statement.type !== "ImportDeclaration" || statement["importKind"] === "type") return [];
    const specifier = nameOf(child(statement, "source"));
    return children(statement, "specifiers")
      .filter((item) => item["importKind"] !== "type")
      .map((item) => {
        const name = nameOf(child(item, "local"));
        return { name, variable: called(name), specifier, exportName: exportNameOf(item) };
      });
  });
}

const keyOf = (exportName: string | undefined): string =>
  exportName === "default" ? exportName : JSON.stringify(exportName);

function exportNameOf(specifier: Node): string | undefined {
  if (specifier.type === "ImportNamespaceSpecifier") return undefined;
  return specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(child(specifier, "imported"));
}

/** `with { type: "json" }` as the second argument of an `import()`. */
function attributesOf(node: Node): string {
  const attributes = children(node, "attributes").map(
    (item) => `${JSON.stringify(nameOf(child(item, "key")))}: ${JSON.stringify(nameOf(child(item, "value")))}`,
  );
  return attributes.length === 0 ? "" : `, { with: { ${attributes.join(", ")} } }`;
}

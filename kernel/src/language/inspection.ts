import type { LspHover, LspSignatureHelp } from "./protocol";

type Documentation = { readonly value: string } | string | undefined;

const textOf = (documentation: Documentation): string =>
  (typeof documentation === "string" ? documentation : (documentation?.value ?? "")).trim();

/** What the server says of a name that it does not know. */
const ofUnknown = "```typescript\nany\n```";

/** A hover's or a call's signatures' Markdown; a call's come first, the parameter at the cursor named. */
export function inspection(hover: LspHover | null, help: LspSignatureHelp | null, detail: 0 | 1): string | undefined {
  const parts = help === null ? [] : signatures(help, detail);
  const hovered = hover?.contents.value.trim();
  if (hovered !== undefined && hovered !== "" && hovered !== ofUnknown) parts.push(hovered);
  return parts.length === 0 ? undefined : withoutModules(parts.join("\n\n---\n\n"));
}

/** Types of earlier cells without the modules and namespaces that these are to the server. */
export const withoutModules = (text: string): string =>
  text
    .replaceAll(/^\(alias\) /gm, "")
    .replaceAll(/^import [\w$]+ = __cell_\S+\n?/gm, "")
    .replaceAll(/import\("[^"]*__cell_\w+"\)\./g, "")
    .replaceAll(/\b__cell_\d+(_in)?\./g, "");

function signatures(
  { signatures: all, activeSignature = 0, activeParameter }: LspSignatureHelp,
  detail: 0 | 1,
): string[] {
  const chosen = detail === 1 ? all : all.slice(activeSignature, activeSignature + 1);
  return chosen.map((signature) => {
    const parameter = signature.parameters?.[signature.activeParameter ?? activeParameter ?? 0];
    const name = typeof parameter?.label === "string" ? parameter.label : undefined;
    const about = textOf(parameter?.documentation);
    const current = name === undefined ? "" : `**${name}**${about === "" ? "" : `: ${about}`}`;
    return [`\`\`\`typescript\n${signature.label}\n\`\`\``, current, textOf(signature.documentation)]
      .filter((part) => part !== "")
      .join("\n\n");
  });
}

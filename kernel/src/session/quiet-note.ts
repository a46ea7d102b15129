/**
 * Quiet lines of the kernel's own under a cell: display_data's content.
 * @param text names in backquotes
 */
export function quietNote(text: string): object {
  const html = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll("\n", "<br>");
  return {
    data: { "text/plain": text, "text/html": `<small style="opacity:.7">${html}</small>` },
    metadata: {},
    transient: {},
  };
}

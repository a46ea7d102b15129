/**
 * Text for Plotly that shows as it is written.
 * Plotly reads tags, entities and $maths$ in every text: a token like `<s>` would be drawn as a strike-through and vanish.
 */
export function plainText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("$", "&#36;");
}

/** The text that plainText was given. */
export function readPlainText(text: string): string {
  return text.replaceAll("&#36;", "$").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}

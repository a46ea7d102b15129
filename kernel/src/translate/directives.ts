/** What tslab's tags in a leading doc comment ask for. */
export interface Directives {
  /** `@module name`: the cell is a module of that name, which other cells import as "./name". */
  readonly module?: string;
  /** What is asked for and not there, and what to do instead. */
  readonly refusal?: string;
}

const browser =
  'cells for the browser (@browser) are not there: show a page with display({ "text/html": \'<script type="module">…</script>\' }), or build it with esbuild or vite';
const jsx = "JSX in cells (@jsx) is not there: write it in a .tsx file beside the notebook and import that";

/** Read the tags of the doc comments before a cell's first statement. */
export function directivesOf(source: string): Directives {
  const [comments = ""] = /^(?:\s+|\/\/.*|\/\*[^]*?\*\/)*/.exec(source) ?? [];
  const tags = Array.from(comments.matchAll(/\/\*\*[^]*?\*\//g), ([comment]) => comment.slice(2, -2)).join("\n");
  const has = (tag: string): boolean => new RegExp(`(?:^|[\\s*])@${tag}(?![\\w-])`).test(tags);
  if (has("browser")) return { refusal: browser };
  if (has("jsx")) return { refusal: jsx };
  const [, module] = /(?:^|[\s*])@module[ \t]+([\w-]+)[ \t]*(?:$|[\r\n*@])/m.exec(tags) ?? [];
  return module === undefined ? {} : { module };
}

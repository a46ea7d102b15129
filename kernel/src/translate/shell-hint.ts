/** What to write instead of a line of another kernel's. */
export interface ShellHint {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

const remedies: readonly [RegExp, (rest: string) => string][] = [
  [/^%%?time(it)?\b/, () => 'console.time("it"); ...; console.timeEnd("it")'],
  [/^%cd\s+(.*)/, (folder) => `process.chdir(${JSON.stringify(folder)})`],
  [/^%pwd\b/, () => "process.cwd()"],
  [/^%(?:set_)?env\b/, () => 'process.env["NAME"]'],
  [/^%(?:run|load)\s+(.*)/, (file) => `import ${JSON.stringify(file.startsWith(".") ? file : `./${file}`)}`],
  [/^%matplotlib\b/, () => "nothing: charts need no switching on"],
  [/^[%!]\s*((?:npm|pip|conda|yarn|pnpm)\b.*)/, (command) => `${shell(command)}, or type it in a terminal`],
  [/^!\s*(.*)/, shell],
  [/^%%(?:bash|sh|script)\b/, () => shell("...")],
];

function shell(command: string): string {
  return `import { execSync } from "node:child_process"; execSync(${JSON.stringify(command)}, { stdio: "inherit" })`;
}

/**
 * The TypeScript way of the first `%magic` or `!shell` line of a cell that does not parse.
 * @returns undefined where there is no such line
 */
export function shellHint(source: string): ShellHint | undefined {
  const lines = source.split(/\r?\n/);
  const index = lines.findIndex((line) => /^\s*(%%?[a-zA-Z]|![a-zA-Z./])/.test(line));
  const line = lines[index];
  if (line === undefined) return undefined;
  const text = line.trim();
  const kind = text.startsWith("!") ? "Shell lines" : "Magics";
  const remedy = remedies.map(([pattern, write]) => [pattern.exec(text), write] as const).find(([match]) => match);
  const instead = remedy === undefined ? "" : `; write: ${remedy[1](remedy[0]?.[1]?.trim() ?? "")}`;
  return {
    message: `${kind} are not TypeScript: ${text}${instead}`,
    line: index + 1,
    column: line.length - line.trimStart().length,
  };
}

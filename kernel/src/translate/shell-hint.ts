import { linesOf } from "./lines";
import { child, children, nameOf, type Node } from "./tree";

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
  return line === undefined ? undefined : hintOf(line, index + 1);
}

/**
 * A shell line that happens to be JavaScript too, as `!ls -la` is: "not ls, minus la".
 * @param isStrange whether nothing declares a name
 */
export function shellStatement(
  text: string,
  program: Node,
  isStrange: (name: string) => boolean,
): ShellHint | undefined {
  for (const statement of children(program, "body")) {
    if (statement.type !== "ExpressionStatement" || text[statement.start] !== "!") continue;
    const { line, column } = linesOf(text).position(statement.start);
    const first = firstOperand(child(statement, "expression"));
    if (first.type !== "Identifier" || !isStrange(nameOf(first))) continue;
    const whole = text.split(/\r?\n/)[line - 1] as string;
    if (whole.slice(0, column).trim() === "") return hintOf(whole, line);
  }
  return undefined;
}

/** `a` of `!a - b | c`. */
function firstOperand(expression: Node): Node {
  if (expression.type === "BinaryExpression" || expression.type === "LogicalExpression")
    return firstOperand(child(expression, "left"));
  return expression.type === "UnaryExpression" ? firstOperand(child(expression, "argument")) : expression;
}

function hintOf(line: string, number: number): ShellHint {
  const text = line.trim();
  const kind = text.startsWith("!") ? "Shell lines" : "Magics";
  const remedy = remedies.map(([pattern, write]) => [pattern.exec(text), write] as const).find(([match]) => match);
  const instead = remedy === undefined ? "" : `; write: ${remedy[1](remedy[0]?.[1]?.trim() ?? "")}`;
  return {
    message: `${kind} are not TypeScript: ${text}${instead}`,
    line: number,
    column: line.length - line.trimStart().length,
  };
}

import type { Diagnostic } from "../language";
import { codeFrame, type ErrorContent, packageRemedy, red, scriptName } from "../run";

/** Type errors beyond these are counted, not shown. */
const mostShown = 10;

/** What Jupyter is told of a cell that does not type-check: every error with its place; the cell has not run. */
export function typeErrorContent(problems: readonly Diagnostic[], source: string, cell: number): ErrorContent {
  const all = problems.map((problem) => ({ ...problem, message: withRemedy(problem) }));
  const told = all
    .slice(0, mostShown)
    .flatMap(({ code, message, start, end }) => [
      `${red(`TS${code}`)}: ${message}`,
      codeFrame(
        source,
        { script: scriptName(cell), ...start },
        end.line === start.line ? end.column - start.column : 1,
      ),
    ]);
  const rest = problems.length - mostShown;
  const [first] = all;
  return {
    ename: "TypeScriptError",
    evalue:
      problems.length === 1
        ? `TS${first?.code}: ${first?.message}`
        : `${problems.length} type errors; the first, TS${first?.code}: ${first?.message}`,
    traceback: [...told, ...(rest > 0 ? [`… and ${rest} more type errors`] : [])],
  };
}

/** TypeScript's word for a module that it can't find. */
const noModule = 2307;

/** Its words for a decorator that can't be called as one. */
const wrongDecorator = new Set([1238, 1239, 1240, 1241, 1270, 1329]);
const decoratorsHere = 'decorators in cells are those of "experimentalDecorators": (target, key, descriptor)';

/** Its words for a parameter without a type, of which plain JavaScript is full. */
const untypedParameter = new Set([7006, 7019, 7031]);
const asJavaScript = "give it one, or begin the cell with // @ts-nocheck to run it as JavaScript";

/** A missing package's error says what would bring it, an unknown name's which import would. */
function withRemedy({ code, message, imports }: Diagnostic): string {
  if (wrongDecorator.has(code)) return `${message.replace(/\.$/, "")}: ${decoratorsHere}`;
  if (untypedParameter.has(code)) return `${message.replace(/\.$/, "")}: ${asJavaScript}`;
  if (imports.length > 0) return `${message.replace(/\.$/, "")}: add ${imports.join(", or ")}`;
  const specifier = code === noModule ? /['"]([^'"]+)['"]/.exec(message)?.[1] : undefined;
  return specifier === undefined
    ? message
    : `${message}${message.endsWith(".") ? "" : ":"} ${packageRemedy(specifier)}`;
}

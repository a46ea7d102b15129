import { type Code, Constant } from "./Code";
import type { F32x4 } from "./F32x4";
import type { I32x4 } from "./I32x4";
import { type Kind, kinds, type Local } from "./Local";

/** The same code with its constants in variables, which are set at its start. */
export function constantsFirst(code: Code, declare: (kind: Kind) => Local<F32x4 | I32x4>): Code {
  const variables = new Map<string, Code>();
  const setFirst: Code[] = [];
  const variableOf = ({ kind, code: value }: Constant): Code => {
    const key = `${kind} ${String(value)}`; // its bytes
    if (!variables.has(key)) {
      const variable = declare(kind);
      variables.set(key, variable.code);
      setFirst.push(variable.set(new kinds[kind].Expression(value)).code);
    }
    return variables.get(key)!;
  };
  const replaced = (part: Code[number]): Code[number] => {
    if (part instanceof Constant) return variableOf(part);
    return Array.isArray(part) ? part.map(replaced) : part;
  };
  const rest = code.map(replaced);
  return [setFirst, rest];
}

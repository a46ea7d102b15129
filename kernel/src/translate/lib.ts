// The helpers that the transformer's output calls, under the names it gives them.

interface Resource {
  readonly value: unknown;
  readonly dispose: ((this: unknown) => unknown) | undefined;
  readonly isAsync: boolean;
}

// Node 20 has the symbols, TypeScript's es2023 library does not name them.
const { dispose, asyncDispose } = Symbol as unknown as { dispose: symbol; asyncDispose: symbol };

/** The resources of one block with `using`: `u` and `a` take them in, `d` disposes them, last first. */
export interface UsingContext {
  /** What the block threw. */
  e: unknown;
  u<T>(value: T): T;
  a<T>(value: T): T;
  d(): void | Promise<void>;
}

const nothing = Symbol("nothing thrown");

/**
 * Explicit resource management, as a runtime would do it.
 * Source: https://github.com/tc39/proposal-explicit-resource-management
 */
export function usingCtx(): UsingContext {
  const resources: Resource[] = [];
  const take = <T>(value: T, isAsync: boolean): T => {
    if (value === null || value === undefined) {
      if (isAsync) resources.push({ value, dispose: undefined, isAsync });
      return value;
    }
    const methods = value as Record<symbol, unknown>;
    const method = (isAsync ? methods[asyncDispose] : undefined) ?? methods[dispose];
    if (typeof method !== "function") {
      const rule = isAsync ? "[Symbol.asyncDispose]() or [Symbol.dispose]()" : "[Symbol.dispose]()";
      throw new TypeError(`what \`${isAsync ? "await using" : "using"}\` declares must have a method ${rule}`);
    }
    resources.push({ value, dispose: method as Resource["dispose"], isAsync });
    return value;
  };
  const context: UsingContext = {
    e: nothing,
    u: (value) => take(value, false),
    a: (value) => take(value, true),
    d() {
      const suppress = (error: unknown) => {
        context.e = context.e === nothing ? error : suppressed(error, context.e);
      };
      const end = () => {
        if (context.e !== nothing) throw context.e;
      };
      const rest = async (first: Promise<unknown>): Promise<void> => {
        await first.catch(suppress);
        for (let next = resources.pop(); next !== undefined; next = resources.pop()) {
          try {
            const result = next.dispose?.call(next.value);
            if (next.isAsync) await result;
          } catch (error) {
            suppress(error);
          }
        }
        end();
      };
      for (let next = resources.pop(); next !== undefined; next = resources.pop()) {
        try {
          const result = next.dispose?.call(next.value);
          if (next.isAsync) return rest(Promise.resolve(result));
        } catch (error) {
          suppress(error);
        }
      }
      return end();
    },
  };
  return context;
}

function suppressed(error: unknown, earlier: unknown): unknown {
  const made = new Error("An error was suppressed during disposal.");
  return Object.assign(made, { name: "SuppressedError", error, suppressed: earlier });
}

type LegacyDecorator = (target: unknown, key?: string | symbol, descriptor?: unknown) => unknown;

/**
 * `experimentalDecorators`, as TypeScript applies them: last first.
 * @param descriptor null: read it from the target; undefined: a field, which has none
 */
export function decorate(
  decorators: readonly LegacyDecorator[],
  target: object,
  key?: string | symbol,
  descriptor?: PropertyDescriptor | null,
): unknown {
  if (key === undefined) return decorators.reduceRight<unknown>((made, apply) => apply(made) ?? made, target);
  const own = descriptor === null ? Object.getOwnPropertyDescriptor(target, key) : undefined;
  const made = decorators.reduceRight<unknown>((before, apply) => apply(target, key, before) ?? before, own);
  if (descriptor === null && made !== undefined) Object.defineProperty(target, key, made as PropertyDescriptor);
  return made;
}

/** A decorator of a parameter as a decorator of its method. */
export function decorateParam(
  index: number,
  apply: (target: unknown, key: string | symbol | undefined, index: number) => void,
): LegacyDecorator {
  return (target, key) => {
    apply(target, key, index);
  };
}

/** `emitDecoratorMetadata`, where a `Reflect.metadata` is there. */
export function decorateMetadata(key: string, value: unknown): LegacyDecorator | undefined {
  return (Reflect as { metadata?: (key: string, value: unknown) => LegacyDecorator }).metadata?.(key, value);
}

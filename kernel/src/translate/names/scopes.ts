import { nameOf, type Node } from "../tree";
import type { Declaration, DeclarationKind } from "../types";

/** An occurrence of a name that belongs to the cell's top level, or to nothing in the cell. */
export interface Occurrence {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** `{ name }`: the one identifier is both key and value. */
  readonly isShorthand: boolean;
  readonly isTypeOnly: boolean;
}

export interface Scope {
  readonly names: Set<string>;
  readonly isFunction: boolean;
  readonly parent: Scope | undefined;
}

interface Reference extends Occurrence {
  readonly scope: Scope;
  readonly isRead: boolean;
  readonly isWrite: boolean;
}

/** How a walk came to a node. */
export interface Context {
  readonly scope: Scope;
  readonly isShorthand?: boolean;
  readonly isType?: boolean;
  /** In `declare ...`. */
  readonly isAmbient?: boolean;
  readonly isExported?: boolean;
}

/** What a scope may do to the names of a program while a walk is under way, and what came of it. */
export interface Scopes {
  readonly top: Scope;
  declare(id: Node, kind: DeclarationKind, context: Context, isType?: boolean): void;
  refer(id: Node, context: Context, use?: { readonly isRead: boolean; readonly isWrite: boolean }): void;
  /** Whether the top level has a declaration, and whether of a type alone. */
  declaration(kind: DeclarationKind, name: string): Declaration | undefined;
  resolve(): { declares: Declaration[]; reads: string[]; assigns: string[]; occurrences: Occurrence[] };
}

/** A scope inside another. */
export const nested = (context: Context, isFunction = false): Context => ({
  scope: { names: new Set(), isFunction, parent: context.scope },
  ...(context.isAmbient === true && { isAmbient: true }),
});

export function createScopes(): Scopes {
  const top: Scope = { names: new Set(), isFunction: true, parent: undefined };
  const declares = new Map<string, Declaration>();
  const references: Reference[] = [];

  function declare(id: Node, kind: DeclarationKind, context: Context, isType = context.isAmbient === true): void {
    let { scope } = context;
    if (kind === "var") while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent;
    const name = nameOf(id);
    scope.names.add(name);
    if (scope !== top) return;
    const key = `${kind} ${name}`;
    const isExported = context.isExported === true || declares.get(key)?.isExported === true;
    declares.set(key, { name, kind, isType: isType && declares.get(key)?.isType !== false, isExported });
    if (["const", "let", "var"].includes(kind)) refer(id, { ...context, scope }, { isRead: false, isWrite: false });
  }

  function refer(id: Node, context: Context, use = { isRead: true, isWrite: false }): void {
    references.push({
      name: nameOf(id),
      start: id.start,
      end: id.start + nameOf(id).length, // a parameter's span includes its type
      isShorthand: context.isShorthand === true,
      isTypeOnly: context.isType === true,
      scope: context.scope,
      ...use,
    });
  }

  function resolve(): ReturnType<Scopes["resolve"]> {
    const reads = new Set<string>();
    const assigns = new Set<string>();
    const occurrences: Occurrence[] = [];
    for (const reference of references) {
      let scope: Scope | undefined = reference.scope;
      while (scope !== undefined && !scope.names.has(reference.name)) scope = scope.parent;
      if (scope !== undefined && scope !== top) continue;
      occurrences.push(reference);
      if (scope === top) continue;
      if (reference.isRead) reads.add(reference.name);
      if (reference.isWrite) assigns.add(reference.name);
    }
    return { declares: [...declares.values()], reads: [...reads], assigns: [...assigns], occurrences };
  }

  return { top, declare, refer, declaration: (kind, name) => declares.get(`${kind} ${name}`), resolve };
}

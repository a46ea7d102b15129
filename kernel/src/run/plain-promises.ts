import { inspect } from "node:util";

/**
 * Let promises be shown without what Node's async hooks note on them: numbers, and in Node 20 and 22 the running cell.
 * The notes stay, but are no longer enumerable once a promise is inspected; `inspect` goes on as ever with what it was
 * given, since that is what the method gives back.
 */
export function showPromisesPlainly(): void {
  // oxlint-disable-next-line no-extend-native -- under a symbol that nobody but `inspect` asks for
  Object.defineProperty(Promise.prototype, inspect.custom, {
    configurable: true,
    value(this: object) {
      for (const symbol of Object.getOwnPropertySymbols(this)) {
        if (/^(async_id_symbol|trigger_async_id_symbol|kResourceStore|destroyed)$/.test(symbol.description ?? "")) {
          Object.defineProperty(this, symbol, { enumerable: false });
        }
      }
      return this;
    },
  });
}

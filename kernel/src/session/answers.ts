import type { Language } from "../language";
import { type Comms, errorContent, type History } from "../run";
import { draftDocument, isComplete } from "../translate";
import type { Request, RequestOf, Wire } from "../wire";
import type { Notebook } from "./notebook";

export interface AnswerParts {
  readonly wire: Wire;
  readonly language: Language;
  readonly notebook: Notebook;
  readonly history: History;
  readonly comms: Comms;
}

type Answer = (request: Exclude<Request, RequestOf<"execute_request">>) => Promise<void>;

/** Answers every request that runs no cell. */
export function createAnswers(parts: AnswerParts): Answer {
  const { wire, notebook, history, comms } = parts;
  // Without a reply a front end waits for ever.
  const failed = (error: unknown) => ({ status: "error", ...errorContent(error, notebook) });
  return async (request) => {
    switch (request.type) {
      case "complete_request":
        return wire.reply(request, "complete_reply", await completion(request, parts).catch(failed));
      case "inspect_request":
        return wire.reply(request, "inspect_reply", await inspection(request, parts).catch(failed));
      case "is_complete_request":
        return wire.reply(request, "is_complete_reply", isComplete(request.content.code));
      case "history_request":
        return wire.reply(request, "history_reply", { status: "ok", history: history.find(request.content) });
      case "comm_info_request":
        return wire.reply(request, "comm_info_reply", { status: "ok", comms: comms.info(request.content.target_name) });
      case "comm_open":
      case "comm_msg":
      case "comm_close":
        try {
          comms.receive(request.type, request.content, request.buffers);
        } finally {
          wire.done(request);
        }
    }
  };
}

async function completion(
  { content: { code, cursor_pos: cursor } }: RequestOf<"complete_request">,
  { language, notebook }: AnswerParts,
) {
  const { start, end, items } = await language.complete(draftDocument(code, notebook.graph), utf16Offset(code, cursor));
  const [first, last] = [codePointOffset(code, start), codePointOffset(code, end)];
  // The protocol has no second edit, for an import: it can come along where it would be the cell's first line anyway.
  const isFirst = code.slice(0, start).trim() === "";
  const types = items.map(({ text, kind, needs }) => ({
    start: first,
    end: last,
    text: needs !== undefined && isFirst ? `${needs.statement};\n${text}` : text,
    // Front ends show this beside the name, and nothing else.
    type: needs?.module ?? kind,
    signature: needs?.statement ?? "",
  }));
  return {
    status: "ok",
    matches: items.map(({ text }) => text),
    cursor_start: first,
    cursor_end: last,
    metadata: { _jupyter_types_experimental: types },
  };
}

async function inspection(
  { content: { code, cursor_pos: cursor, detail_level: detail } }: RequestOf<"inspect_request">,
  { language, notebook }: AnswerParts,
) {
  const markdown = await language.inspect(draftDocument(code, notebook.graph), utf16Offset(code, cursor), detail);
  if (markdown === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
  const data = { "text/markdown": markdown, "text/plain": markdown.replaceAll(/^```.*\n?/gm, "") };
  return { status: "ok", found: true, data, metadata: {} };
}

/** Jupyter counts code points, JavaScript counts UTF-16 units. */
const utf16Offset = (text: string, codePoints: number): number => [...text].slice(0, codePoints).join("").length;
const codePointOffset = (text: string, units: number): number => Array.from(text.slice(0, units)).length;

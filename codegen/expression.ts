/** Texts that know where each of their characters stands in a file, also after parts were replaced. */
import type { Document } from "./load.ts";
import type { Expression, PathStep } from "./model.ts";
import type { Span } from "./problem.ts";

/** A replacement of text[from, to). */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The string at a path of a document. */
export function expressionAt(document: Document, text: string, ...path: readonly PathStep[]): Expression {
  const scalar = document.at(...path);
  return fromOffsets(
    text,
    document.offsets(...path) ?? Array.from({ length: text.length + 1 }, () => scalar.start),
    scalar,
  );
}

/** Applies edits that do not overlap; what is inserted stands where its original stood. */
export function edit(expression: Expression, edits: readonly Edit[]): Expression {
  let text = "";
  const offsets: number[] = [];
  let cursor = 0;
  const copy = (to: number) => {
    for (; cursor < to; cursor++) offsets.push(expression.toSource(cursor));
  };
  for (const { from, to, text: inserted } of [...edits].sort((a, b) => a.from - b.from)) {
    text += expression.text.slice(cursor, from) + inserted;
    copy(from);
    for (let i = 0; i < inserted.length; i++) offsets.push(expression.toSource(from));
    cursor = to;
  }
  text += expression.text.slice(cursor);
  copy(expression.text.length);
  offsets.push(expression.toSource(expression.text.length));
  return fromOffsets(text, offsets, expression.scalar);
}

/** The part text[from, to). */
export function slice(expression: Expression, from: number, to: number): Expression {
  return edit(expression, [
    { from: 0, to: from, text: "" },
    { from: to, to: expression.text.length, text: "" },
  ]);
}

/** With a text behind it, which stands where the last character does. */
export function append(expression: Expression, text: string): Expression {
  const [from, to] = [expression.text.length - 1, expression.text.length];
  return edit(expression, [{ from, to, text: expression.text.slice(from) + text }]);
}

/** Puts parts together. Those that stand in the file keep their places, the texts between them stand for `at`. */
export function compose(parts: readonly (string | Expression)[], at: Span): Expression {
  const places = parts.flatMap((part) => {
    const { length } = typeof part === "string" ? part : part.text;
    if (typeof part === "string") return Array.from({ length }, () => ({ start: at.start, end: at.end }));
    return Array.from({ length }, (_, i) => ({ start: part.toSource(i), end: part.toSource(i) + 1 }));
  });
  return {
    text: parts.map((part) => (typeof part === "string" ? part : part.text)).join(""),
    toSource: (offset) => places[offset]?.start ?? at.end,
    toSourceEnd: (offset) => places[offset]?.end ?? at.end,
    scalar: at,
  };
}

/** The source range of text[from, to). */
export function spanIn(expression: Expression, from: number, to: number): Span {
  const { toSource, toSourceEnd = (offset) => toSource(offset) + 1 } = expression;
  const start = toSource(from);
  // The end of the last character rather than the start of the next, which may stand a line further down.
  const end = to > from ? toSourceEnd(to - 1) : start;
  return { source: expression.scalar.source, start, end: Math.max(start + 1, end) };
}

function fromOffsets(text: string, offsets: readonly number[], scalar: Span): Expression {
  const last = offsets[offsets.length - 1] ?? scalar.start;
  return { text, scalar, toSource: (offset) => offsets[offset] ?? last };
}

/** A `${name}` in a text: its range and the name. */
export interface Placeholder {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

export function placeholders(text: string): Placeholder[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    name: match[1] ?? "",
  }));
}

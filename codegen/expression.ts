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

/** The source range of text[from, to). */
export function spanIn(expression: Expression, from: number, to: number): Span {
  const start = expression.toSource(from);
  // One past the last character rather than the start of the next, which may stand a line further down.
  const end = to > from ? expression.toSource(to - 1) + 1 : start;
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

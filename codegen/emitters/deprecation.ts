/** How generated code and documents say that something goes away: when it does, and what to use instead. */
import type { Deprecation } from "../model.ts";

interface Deprecable {
  readonly deprecated: Deprecation | undefined;
}

/** A sentence for people, "" for what stays; `show` writes the name of the successor. */
export function deprecationNote({ deprecated }: Deprecable, show: (name: string) => string = (name) => name): string {
  if (deprecated === undefined) return "";
  const { since, renamedTo, sunset } = deprecated;
  return `Deprecated since ${since}${renamedTo === undefined ? "" : `: use ${show(renamedTo)}`}; gone after ${sunset}.`;
}

/** A text with that sentence behind it. */
export function withNote(text: string, item: Deprecable, show?: (name: string) => string): string {
  return [text, deprecationNote(item, show)].filter((part) => part !== "").join(" ");
}

/** The tag of a doc comment, by which editors strike the name through; "" for what stays. */
export function deprecatedTag(item: Deprecable | undefined): string {
  const { deprecated } = item ?? {};
  if (deprecated === undefined) return "";
  const { since, renamedTo, sunset } = deprecated;
  return `@deprecated since ${since}${renamedTo === undefined ? "" : `, use ${renamedTo}`}; gone after ${sunset}`;
}

/** Markdown as the generated documents use it: documents, tables, code and links. No knowledge of the contract. */

/** A document: its header comment, a title and blocks, one empty line between them, one newline at the end. */
export function markdownDocument(header: string, title: string, blocks: readonly string[]): string {
  return `${[header, `# ${title}`, ...blocks].join("\n\n")}\n`;
}

/** A table whose cells are Markdown. Line breaks become spaces; `|` is escaped inside code too, as GitHub reads tables. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function cell(markdown: string): string {
  const oneLine = markdown.replace(/\s+/g, " ").trim();
  return oneLine === "" ? "–" : oneLine.replaceAll("|", "\\|");
}

/** Text of the contract as running text: on one line, and no part of it read as HTML. */
export function prose(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Inline code; the fence is longer than any run of backticks in the text. */
export function code(text: string): string {
  if (text === "") return "";
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  return runs.length === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

export function codeList(values: readonly string[]): string {
  return values.map(code).join(", ");
}

export function codeBlock(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

export function link(text: string, target: string): string {
  return `[${text}](${target})`;
}

/** The commands that documents show: what stands in their fenced `sh` blocks. */

/** The command lines of a Markdown text in its order; a block within a list is indented with it. */
export function documentedCommands(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map((match) => match[2] ?? "");
  return blocks.flatMap((block) =>
    block
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#")),
  );
}

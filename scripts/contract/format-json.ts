/** JSON as the project's formatter has it: two spaces, and lists of plain values on one line where they fit. */

const LINE_WIDTH = 120;

/** Without a newline at its end. */
export function formatJson(value: unknown, indent = "", used = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    const plain = value.every((item) => typeof item !== "object" || item === null);
    if (plain && indent.length + used + flat.length < LINE_WIDTH) return flat;
    return `[\n${value.map((item) => inner + formatJson(item, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + formatJson(item, inner, name.length);
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

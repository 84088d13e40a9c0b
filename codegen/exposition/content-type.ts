/** The Content-Type of an exposition: whether it names the text format 0.0.4, and whether two of them mean the same. */

/** A Content-Type in one way of writing: names in small letters, parameters sorted, the usual charset spelled out. */
export function canonicalContentType(text: string): string {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim());
  const values = new Map([["charset", "utf-8"]]);
  for (const parameter of parameters) {
    const [name = "", value = ""] = parameter.split("=", 2).map((part) => part.trim());
    if (name !== "") values.set(name.toLowerCase(), value.replace(/^"(.*)"$/, "$1").toLowerCase());
  }
  return [type.toLowerCase(), ...[...values].map((pair) => pair.join("=")).sort()].join("; ");
}

/** Whether a reader may take the body for the text format 0.0.4 in UTF-8. */
export function isTextFormat(contentType: string): boolean {
  const parts = canonicalContentType(contentType).split("; ");
  return ["text/plain", "version=0.0.4", "charset=utf-8"].every((part) => parts.includes(part));
}

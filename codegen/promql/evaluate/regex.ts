/** Regular expressions of RE2 as those of JavaScript, and Go's way to expand `$1` in a template. */
import { regexOf } from "../regex.ts";

/** The pattern, anchored at both ends; undefined when it uses what only RE2 knows. */
export function matchRegex(pattern: string): RegExp | undefined {
  return regexOf(pattern.replaceAll("(?P<", "(?<"));
}

/** `$1`, `${name}` and `$$` of a template; a group that does not exist is empty. */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    if (whole === "$$") return "$";
    const name = bare ?? braced ?? "";
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
  });
}

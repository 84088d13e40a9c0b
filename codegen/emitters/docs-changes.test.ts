/** The document of the kinds of changes: a row each, with what the table of the diff says. */
import { expect, test } from "vitest";
import { taxonomy } from "../evolution/taxonomy.ts";
import { emit } from "./docs-changes.ts";

test("has a row for every kind, in the order of the numbers", () => {
  const [file] = emit();
  const rows = [
    ...(file?.text ?? "").matchAll(
      /^\| `([A-Z]\d\d)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([A-Z]\d\d)` \|$/gm,
    ),
  ];
  expect(rows.map(([, id]) => id)).toEqual(Object.keys(taxonomy).sort());
  const row = rows.find(([, id]) => id === "L02")?.slice(2);
  expect(row).toEqual([
    "label added to a metric",
    "major or minor",
    "match, alert identity, generated code",
    taxonomy.L02.why,
    "L01",
  ]);
});

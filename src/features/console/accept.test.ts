/** What clients say that they take, in the words that they use. */
import { expect, it } from "vitest";
import { codingFor, wantsHtml } from "./accept.ts";

it.each([
  ["text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", true],
  ["text/html", true],
  ["TEXT/HTML ; Q=0.5", true],
  ["application/json, text/html", true],
  [undefined, false],
  ["", false],
  ["*/*", false],
  ["text/*", false],
  ["application/json", false],
  ["application/json, text/html;q=0.9", false],
  ["text/html;q=0", false],
  ["text/html;q=high", false],
])("who accepts %j wants a page: %s", (accept, wants) => {
  expect(wantsHtml(accept === undefined ? {} : { accept })).toBe(wants);
});

it.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["br;q=0.5, gzip", "gzip"],
  ["*", "br"],
  ["*;q=0.5, br;q=0", "gzip"],
  ["identity", undefined],
  ["br;q=0", undefined],
  ["", undefined],
  [undefined, undefined],
])("who takes %j gets %s", (header, coding) => {
  expect(codingFor(header, ["br", "gzip"])).toBe(coding);
});

it("nobody gets a coding that there is not", () => {
  expect(codingFor("br, gzip", ["gzip"])).toBe("gzip");
  expect(codingFor("br, gzip", [])).toBeUndefined();
});

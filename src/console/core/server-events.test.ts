/** Events out of pieces of text, however they are cut. */
import { describe, expect, it } from "vitest";
import { createEventReader } from "./server-events.ts";

const text =
  'retry: 2000\n\nevent: hall\ndata: {"a":\ndata:1}\n\n: a comment\n\nid: 7\ndata: plain\r\n\r\nevent: beat\n\n';
const events = [
  { event: "hall", data: '{"a":\n1}' },
  { event: "message", data: "plain" },
];

describe("the reader of events", () => {
  it("joins lines of data, knows names, and leaves out comments and events without data", () => {
    expect(createEventReader()(text)).toEqual(events);
  });

  it("does not care where the text is cut", () => {
    for (let at = 0; at <= text.length; at++) {
      const read = createEventReader();
      expect([...read(text.slice(0, at)), ...read(text.slice(at))]).toEqual(events);
    }
    const read = createEventReader();
    expect([...text].flatMap((character) => read(character))).toEqual(events);
  });

  it("gives nothing of an event that was never completed", () => {
    expect(createEventReader()("data: half\n")).toEqual([]);
  });
});

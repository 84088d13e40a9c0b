/** Reads text/event-stream out of pieces of text. EventSource would hide the comments, which show that the line is alive. */

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Takes the pieces in the order in which they come and gives the events that each completes. Comments and `retry` give none. */
export function createEventReader(): (piece: string) => readonly ServerEvent[] {
  let rest = "";
  let event = "";
  let data: string[] = [];
  const complete = (): readonly ServerEvent[] => {
    const found = data.length === 0 ? [] : [{ event: event === "" ? "message" : event, data: data.join("\n") }];
    event = "";
    data = [];
    return found;
  };
  const take = (line: string): readonly ServerEvent[] => {
    if (line === "") return complete();
    const colon = line.indexOf(":");
    const [name, value] = colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
    if (name === "event") event = value;
    if (name === "data") data.push(value);
    return [];
  };
  return (piece) => {
    // A \r at the end may be half of a \r\n: it waits for what follows.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    return lines.flatMap(take);
  };
}

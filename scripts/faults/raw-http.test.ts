/** Tests of the answers that are taken apart by hand: all of them, none twice, and nothing that is not whole. */
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { openClient, parseAnswers, requestHead } from "./raw-http.ts";

const answer = (body: string, more = "") =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nX-Name: a: b\r\n${more}\r\n${body}`;
const heard = (text: string) => {
  const { answers, rest } = parseAnswers(Buffer.from(text));
  return [...answers.map(({ status, body }) => `${status} ${body}`), `rest ${rest}`];
};

it.each([
  ["nothing", "", ["rest "]],
  ["two answers", answer("one") + answer("two"), ["200 one", "200 two", "rest "]],
  [
    "a second answer that breaks off",
    answer("one") + answer("two").slice(0, -1),
    ["200 one", `rest ${answer("two").slice(0, -1)}`],
  ],
  ["one that says to go on first", `HTTP/1.1 100 Continue\r\n\r\n${answer("one")}`, ["200 one", "rest "]],
  ["the answer to HEAD, then another", `${answer("one").slice(0, -3)}${answer("two")}`, ["200 ", "200 two", "rest "]],
  ["bytes behind an answer", `${answer("one")}garbage`, ["200 one", "rest garbage"]],
  ["a body that ends with the connection", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\none", ["200 one", "rest "]],
  ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n", ["200 one", "rest "]],
])("%s", (_name, text, expected) => {
  expect(heard(text)).toEqual(expected);
});

it("keeps the headers by their names in lower case", () => {
  expect(parseAnswers(Buffer.from(answer("x"))).answers[0]?.headers.get("x-name")).toBe("a: b");
});

it("hears what a real server says, until it closes the connection", async () => {
  const server = createServer((request, response) => response.end(request.url));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const client = openClient(`http://127.0.0.1:${port}`);
  client.socket.write(requestHead("GET /one", {}) + requestHead("GET /two", { Connection: "close" }));
  expect(await client.closed).toBeUndefined();
  expect(client.heard().answers.map(({ body }) => String(body))).toEqual(["/one", "/two"]);
});

/** How a provider answers that repeats what it was sent, the key among it, wherever it can. */
import { bytes, json, type Received, type Reply, reset, text } from "../provider-server.ts";

/** What stands in a request that is secret: its query and the headers that carry keys. */
function sent({ path, headers }: Received): string {
  return [
    path,
    ...Object.entries(headers).flatMap(([name, value]) => (name.startsWith("content-") ? [] : [value])),
  ].join(" ");
}

/** The key of a request, for a header or an address. */
function keyOf(received: Received): string {
  const { authorization, "x-goog-api-key": google, "x-signature": signature } = received.headers;
  const [, key] = /(?:Bearer|Basic|key) ?=?(\S+)/i.exec(authorization ?? "") ?? [];
  return (
    key ??
    google ??
    signature ??
    /[?&]\w*key\w*=([^&]+)/i.exec(received.path + received.body.toString("latin1"))?.[1] ??
    "none"
  );
}

function error(status: number, received: Received, headers: Readonly<Record<string, string>> = {}): Reply {
  const said = sent(received);
  const form = received.body.subarray(0, 2000).toString("latin1");
  const shared = { "x-request-id": keyOf(received), "x-ratelimit-limit-requests": keyOf(received), ...headers };
  return json(
    status,
    { error: { code: keyOf(received), status: said, message: `${said} ${form}` }, errors: [said] },
    shared,
  );
}

/** Each way of a provider to answer badly, with what it was sent in its answer. */
export const replies: Readonly<Record<string, (received: Received) => Reply>> = {
  "an error 400": (received) => error(400, received),
  "an error 401": (received) => error(401, received),
  "an error 422": (received) => error(422, received),
  "an error 429": (received) => error(429, received, { "retry-after": "1" }),
  "an error 500": (received) => text(500, `<html>${sent(received)}</html>`, { "content-type": "text/html" }),
  "a redirect": (received) => text(302, "", { location: `/elsewhere?key=${keyOf(received)}` }),
  "a page instead of a picture": (received) =>
    text(200, `<html>${sent(received)}</html>`, { "content-type": "text/html" }),
  "a picture that is none": (received) => bytes(200, Buffer.from(sent(received)), { "content-type": "image/jpeg" }),
  "JSON without a picture": (received) =>
    json(200, { status: sent(received), result: sent(received), id: keyOf(received) }),
  "an address of a picture": (received) =>
    json(200, {
      url: `/picture?key=${keyOf(received)}`,
      data: [{ url: `http://127.0.0.1:1/?key=${keyOf(received)}` }],
    }),
  "a broken connection": () => reset,
};

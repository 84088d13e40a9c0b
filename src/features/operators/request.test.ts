/** Cookies and origins, to the letter. */
import { describe, expect, it } from "vitest";
import { bearerToken, isSameOrigin, sessionCookie, setCookie } from "./request.ts";

describe("the cookie", () => {
  it("has these attributes in this order", () => {
    expect(setCookie("abc", 43200, true)).toBe(
      "phc_session=abc; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200; Secure",
    );
    expect(setCookie("", 0, false)).toBe("phc_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
  });

  it.each([
    ["phc_session=a-b_c", "a-b_c"],
    ["x=1; phc_session=v; y=2", "v"],
    ["phc_session = v", "v"],
    ["xphc_session=v", undefined],
    ["phc_session", ""],
    ["phc_session=a; phc_session=b", ""],
    ["", undefined],
  ])("of %j is %j", (cookie, value) => {
    expect(sessionCookie({ cookie })).toBe(value);
  });
});

it.each([
  ["Bearer phc_x", "phc_x"],
  ["bearer   phc_x ", "phc_x"],
  ["Bearer a b", undefined],
  ["Basic abc", undefined],
  ["Bearer", undefined],
])("%s carries the token %s", (authorization, token) => {
  expect(bearerToken({ authorization })).toBe(token);
});

it.each([
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "none" }, true],
  [{ "sec-fetch-site": "same-site" }, false],
  [{ "sec-fetch-site": "cross-site", origin: "http://phc:8080", host: "phc:8080" }, false],
  [{ origin: "http://phc:8080", host: "phc:8080" }, true],
  [{ origin: "http://phc:8081", host: "phc:8080" }, false],
  [{ origin: "http://phc.evil.example", host: "phc" }, false],
  [{ origin: "null", host: "phc" }, false],
  [{ origin: "null" }, false],
  [{ host: "phc" }, undefined],
])("%j comes from this origin: %s", (headers, same) => {
  expect(isSameOrigin(headers)).toBe(same);
});

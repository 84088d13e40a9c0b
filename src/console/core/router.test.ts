/** The addresses of the views, written and read. */
import { describe, expect, it } from "vitest";
import { backFrom, hrefOf, type Route, routeOf } from "./router.ts";

const routes: readonly Exclude<Route, { view: "nowhere" }>[] = [
  { view: "hall" },
  { view: "slot", id: "slot-003", tab: "overview" },
  { view: "slot", id: "slot-test", tab: "jobs" },
  { view: "playbook", step: "", prefill: {} },
  { view: "playbook", step: "timeouts-raise-t-sync", prefill: { action: "t_sync_response.set", seconds: "55" } },
  { view: "audit", subject: "slot:slot-003", actor: "operator:anna & co" },
  { view: "docs", name: "ops.ru", anchor: "timeouts" },
  { view: "sign-in", back: "#/slots/slot-003" },
];

describe("a route", () => {
  it.each(routes)("is read as it was written: $view", (route) => {
    expect(routeOf(hrefOf(route))).toEqual(route);
  });

  it("is the hall without a fragment", () => {
    for (const fragment of ["", "#", "#/"]) expect(routeOf(fragment)).toEqual({ view: "hall" });
  });

  it("is nowhere when nobody made it, and an unknown part of a slot is its overview", () => {
    expect(routeOf("#/nonsense")).toEqual({ view: "nowhere" });
    expect(routeOf("#/slots/")).toEqual({ view: "nowhere" });
    expect(routeOf("#/slots/slot-003/nonsense")).toEqual({ view: "slot", id: "slot-003", tab: "overview" });
    expect(routeOf("#/docs/%")).toEqual({ view: "docs", name: "%", anchor: "" });
  });
});

describe("after the sign-in", () => {
  it("one is where one was", () => {
    expect(backFrom("#/slots/slot-003/settings")).toBe("#/slots/slot-003/settings");
  });

  it("one is never elsewhere, nor at the sign-in again", () => {
    for (const back of [
      "",
      "https://example.org/",
      "//example.org",
      "javascript:alert(1)",
      "#/sign-in",
      "#/nonsense",
    ]) {
      expect(backFrom(back)).toBe("#/");
    }
  });
});

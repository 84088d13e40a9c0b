/** The password of the booths: what counts when, how it is kept, and what checking wrong ones costs. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { photoForm, post } from "../../../scripts/testkit/ingest.ts";
import { type SignedIn, startDesk } from "../../../scripts/testkit/operator.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import { type TestService, testPassword } from "../../../scripts/testkit/service.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { isPassword, type PasswordHash } from "../../core/password-hash.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { createGuesses } from "./guesses.ts";
import { setIngestPassword } from "./ingest-password.ts";
import { createIngestPasswords } from "./password-check.ts";

const mandate = { actor: "operator:anna", reason: "it was seen on a screen" } as const;
const HALL = "192.0.2.1";
const cheap = { N: 16, r: 8, p: 1 };

describeWithDatabase("the ingest password", (db) => {
  let version = 0;
  /** What the count of guesses takes for the time. */
  let now = 0;
  const set = async (password: string | null, overlapMinutes: number) => {
    version += 1;
    return await setIngestPassword(db(), { password, overlapMinutes }, mandate, cheap);
  };
  /** A checker that counts its hashes, over settings that have just been followed. */
  function checker(configured = "configured") {
    const compare = vi.fn((given: string, hash: PasswordHash) => isPassword(given, hash));
    const settings = { current: () => testSettings({ version }) };
    const guesses = createGuesses(() => now);
    const passwords = createIngestPasswords({ db: db(), configured, settings }, compare, guesses);
    return { compare, guesses, passwords, matches: (given: string, from = HALL) => passwords.matches(given, from) };
  }
  const right = async (...given: string[]) => {
    const { matches } = checker();
    return await Promise.all(given.map((one) => matches(one)));
  };

  it("is the configured one until an operator sets another, and after that is taken back", async () => {
    expect(await right("configured", "", "other")).toEqual([true, false, false]);
    await set("second password", 0);
    expect(await right("configured", "second password")).toEqual([false, true]);
    expect(await checker("newly configured").matches("newly configured")).toBe(false);
    await set(null, 0);
    expect(await right("configured", "second password")).toEqual([true, false]);
  });

  it("goes on working for the overlap, as do older ones, and no longer than that of the next", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const { oldWorksUntilMs } = await set("second password", 60);
      expect(oldWorksUntilMs).toBe(Date.now() + 3_600_000);
      await set("third password", 30);
      const all = ["configured", "second password", "third password"];
      expect(await right(...all)).toEqual([true, true, true]);
      const kept = checker();
      expect(await Promise.all(all.map((one) => kept.matches(one)))).toEqual([true, true, true]);
      vi.setSystemTime(Date.now() + 31 * 60_000);
      expect(await right(...all)).toEqual([false, false, true]);
      // What was right once is not for ever.
      expect(await Promise.all(all.map((one) => kept.matches(one)))).toEqual([false, false, true]);
      expect(await set("fourth password", 0)).toMatchObject({ oldWorksUntilMs: null });
      expect(await right(...all, "fourth password")).toEqual([false, false, false, true]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is recorded without any value", async () => {
    await set("second password", 60);
    await set(null, 0);
    const rows = await listAudit(db(), { limit: 9, subject: "setting:INGEST_PASSWORD" });
    expect(rows).toMatchObject([
      { ...mandate, action: "ingest_password.unset", after: { changed_at: null, old_works_until: null } },
      { ...mandate, action: "ingest_password.changed", before: { changed_at: null } },
    ]);
    expect(JSON.stringify([rows, await db().selectFrom("settings").selectAll().execute()])).not.toMatch(
      /second password|configured/,
    );
  });

  it("costs a hash once when it is right, however many send it at once", async () => {
    await set("second password", 0);
    const { compare, matches } = checker();
    expect(await Promise.all(Array.from({ length: 50 }, () => matches("second password")))).not.toContain(false);
    expect(await matches("second password")).toBe(true);
    expect(compare).toHaveBeenCalledTimes(1);
  });

  it("lets wrong ones take one hash at a time, refuses more than wait, and knows them again", async () => {
    await set("second password", 0);
    const { compare, matches } = checker();
    const ends = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => matches(`wrong ${i}`, `198.51.100.${i}`)),
    );
    const refused = ends.filter((end) => end.status === "rejected").map((end) => end.reason);
    expect(refused).toHaveLength(40);
    expect(refused[0]).toMatchObject({ refusal: { reason: "busy", retryAfterSeconds: 2 } });
    expect(ends.filter((end) => end.status === "fulfilled" && end.value)).toEqual([]);
    expect(compare).toHaveBeenCalledTimes(20);
    expect(await Promise.all([matches("wrong 0"), matches("wrong 1")])).toEqual([false, false]);
    expect(compare).toHaveBeenCalledTimes(20);
    expect(await matches("second password")).toBe(true);
    await set("wrong 0", 0);
    expect(await matches("wrong 0")).toBe(true);
  });

  /** What becomes of these passwords, one after the other. */
  const outcomes = async (given: readonly string[], match: (one: string) => Promise<boolean>) => {
    const seen: unknown[] = [];
    for (const one of given) {
      seen.push(await match(one).catch((error) => [error.refusal.reason, error.refusal.retryAfterSeconds]));
    }
    return seen;
  };
  const wrongOnes = (count: number, mark = "wrong") => Array.from({ length: count }, (_, i) => `${mark} ${i}`);

  it.each(["configured", "second password"])(
    "lets a hall in at once with its first %s, whatever its booths sent before",
    async (password) => {
      if (password !== "configured") await set(password, 0);
      const { compare, guesses, matches } = checker();
      // A hundred booths behind one address go on with the old password, and some are mistyped.
      const sent = Array.from({ length: 100 }, () => "the old password");
      expect(await Promise.all([...sent, ...wrongOnes(18)].map((one) => matches(one)))).not.toContain(true);
      expect(await Promise.all(sent.map(() => matches(password)))).not.toContain(false);
      const looks = compare.mock.calls.length;
      expect(looks).toBe(password === "configured" ? 0 : 20);
      // From now on it is let in whatever somebody there tries, without work for what is one too many.
      await outcomes(wrongOnes(50, "guess"), matches);
      expect(guesses.waitMs(HALL)).toBeGreaterThan(0);
      expect(await matches(password)).toBe(true);
      expect(await outcomes(["new guess"], matches)).toEqual([["too_many_attempts", 2]]);
      expect(compare.mock.calls.length - looks).toBeLessThan(20);
    },
  );

  it.each(["configured", "second password"])(
    "lets a network guess %s no faster than once in two seconds, and forgets it again",
    async (password) => {
      if (password !== "configured") await set(password, 0);
      const { compare, guesses, matches, passwords } = checker();
      const seen = await outcomes(wrongOnes(1_000), matches);
      expect(seen.slice(0, 20)).not.toContain(true);
      expect(new Set(seen.slice(20).map((one) => JSON.stringify(one)))).toEqual(new Set(['["too_many_attempts",2]']));
      expect(compare.mock.calls.length).toBe(password === "configured" ? 0 : 20);
      // Not even the right one says now that it is right, and no body is read; elsewhere it is one as ever.
      expect(await outcomes([password], matches)).toEqual([["too_many_attempts", 2]]);
      expect(() => passwords.requireOpen(HALL)).toThrow("this network");
      expect(await matches(password, "192.0.2.2")).toBe(true);
      expect(() => passwords.requireOpen("192.0.2.2")).not.toThrow();
      now += 2_000;
      expect(await outcomes(["another", "one more"], matches)).toEqual([false, ["too_many_attempts", 2]]);
      now += 2_000;
      expect(() => passwords.requireOpen(HALL)).not.toThrow();
      expect(await matches(password)).toBe(true);
      now += 60_000;
      expect(guesses.waitMs(HALL)).toBe(0);
    },
  );

  it("counts many guesses at once like many in turn, and one /64 of IPv6 as one", async () => {
    const { matches } = checker();
    const ends = await Promise.allSettled(
      wrongOnes(200).map((one, i) => matches(one, `2001:db8:0:7::${i.toString(16)}`)),
    );
    expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(20);
  });

  it("remembers a bounded number of networks, of which the guessers push out none that was right", async () => {
    const { guesses } = checker();
    guesses.trust(HALL);
    for (let i = 0; i < 30_000; i++) {
      const guess = guesses.begin(`network ${i}`);
      if ("end" in guess) guess.end(true);
    }
    expect(guesses.size()).toBe(10_001);
    expect(guesses.isTrusted(HALL)).toBe(true);
  });
});

describe("in the service", () => {
  let service: TestService;
  let anna: SignedIn;
  beforeAll(async () => {
    ({ service, anna } = await startDesk());
  });
  afterAll(() => service.stop());

  it("is changed by an operator, counts at once, and is shown to nobody", async () => {
    const photo = await makePhoto({ width: 64, height: 64 });
    const send = async (password: string) =>
      (await post(`${service.url}/api/ingest/slot-test`, photoForm(photo, password))).status;
    expect(await send(testPassword)).toBe(200);
    const order = { password: "brand new password", overlap_minutes: 10, reason: "the old one was on a slide" };
    const changed = await anna.send("POST", "/api/ingest-password", order);
    expect([changed.status, changed.body]).toEqual([
      200,
      { changed_at: expect.any(String), old_works_until: expect.any(String) },
    ]);
    expect(await Promise.all([send("brand new password"), send(testPassword), send("wrong")])).toEqual([200, 200, 401]);
    await anna.send("POST", "/api/ingest-password", { ...order, password: "newer password", overlap_minutes: 0 });
    expect(await Promise.all([send("newer password"), send("brand new password"), send(testPassword)])).toEqual([
      ...[200, 401, 401],
    ]);
    const settings = await anna.get("/api/settings");
    expect(settings.bytes.toString()).not.toContain("PASSWORD");
    const shown = [service.logged, (await anna.get("/api/audit")).body, changed.body];
    expect(JSON.stringify(shown)).not.toMatch(/brand new password|newer password/);
    const short = await anna.send("POST", "/api/ingest-password", { ...order, password: "short" });
    expect([short.body.failure_reason, short.bytes.toString().includes("short")]).toEqual(["invalid_request", false]);
    expect(await service.tempFiles()).toEqual([]);
  });
});

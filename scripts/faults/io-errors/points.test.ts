/** Which calls of a photo's way are made to fail. */
import { expect, it } from "vitest";
import { createDice } from "../dice.ts";
import { callsOf, somePoints } from "./points.ts";
import { startPoints } from "./starts.ts";

it("are those on the service's own files: a server's database has others", () => {
  const onServer = callsOf("postgres");
  const more = callsOf("sqlite").filter((call) => !onServer.includes(call));
  expect(new Set(more.map(({ syscall }) => syscall))).toEqual(new Set(["pwrite64", "fsync,fdatasync"]));
  const syscalls = new Set(onServer.map(({ syscall }) => syscall));
  expect([...syscalls].sort()).toEqual(["fsync", "mkdir", "openat", "rename", "unlink", "write"]);
  expect(startPoints("postgres", "/data").some(({ says }) => says.includes("phc.sqlite"))).toBe(false);
});

it("are each tried once in a quick run, then any of them that need no new slot", () => {
  const calls = callsOf("sqlite");
  const points = somePoints(calls, 40, createDice(1));
  expect(points).toHaveLength(40);
  expect(points.slice(0, calls.length).map(({ call }) => call)).toEqual(calls);
  const others = points.slice(calls.length);
  expect(others.filter(({ call }) => call.newFolder)).toEqual([]);
  expect(points.every(({ call, nth }) => nth >= 1 && nth <= (call.times ?? 1))).toBe(true);
  expect(new Set(points.map(({ error }) => error))).toEqual(new Set(["EIO", "ENOSPC"]));
  expect(somePoints(calls, 40, createDice(1))).toEqual(points);
});

it("have the paths that a photo's files have while it is at its provider", () => {
  const picture = "/data/media/results/slot-003/20261127/abc.jpg";
  const place = { folder: "/data", slot: "slot-003", photo: "/data/media/tmp/1.photo", picture } as const;
  const paths = callsOf("sqlite")
    .map(({ on }) => on(place))
    .filter((on) => typeof on === "string");
  expect(new Set(paths)).toEqual(
    new Set([
      "/data/media/tmp/1.result-1",
      "/data/media/tmp/1.result-1.part",
      "/data/media/tmp/1.photo",
      "/data/media/results",
      "/data/media/results/slot-003",
      "/data/media/results/slot-003/20261127",
      "/data/phc.sqlite-wal",
    ]),
  );
});

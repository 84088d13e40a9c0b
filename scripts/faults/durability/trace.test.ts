/** What is read of a trace of strace. */
import { expect, it } from "vitest";
import { descriptor, pathsIn, readTrace } from "./trace.ts";

const text = `
100 fsync(24</data/phc.sqlite-wal>) = 0
101 openat(AT_FDCWD</data>, "/data/media/tmp/a b", O_WRONLY|O_CREAT, 0600 <unfinished ...>
100 writev(28<TCP:[127.0.0.1:80->127.0.0.1:5000]>, [{iov_base="HTTP/1.1 200 OK (really) = 1\\r\\n", iov_len=9}], 1 <unfinished ...>
101 <... openat resumed>)             = 30</data/media/tmp/a b>
100 <... writev resumed>)             = 9
101 fsync(30</data/media/tmp/a b>) = -1 EIO (Input/output error) (INJECTED)
101 rename("/data/a \\" b", "/data/c") = 0
100 unlink("/data/c" <unfinished ...>
101 +++ exited with 0 +++
`.trim();

it("has each call with its begin and end, whichever calls of other threads come between", () => {
  const calls = readTrace(text);
  expect(calls.map(({ thread, name, began, ended }) => [thread, name, began, ended])).toEqual([
    [100, "fsync", 0, 0],
    [101, "openat", 1, 3],
    [100, "writev", 2, 4],
    [101, "fsync", 5, 5],
    [101, "rename", 6, 6],
    [100, "unlink", 7, Number.POSITIVE_INFINITY],
  ]);
  expect(calls.map(({ result }) => result)).toEqual([
    "0",
    "30</data/media/tmp/a b>",
    "9",
    "-1 EIO (Input/output error) (INJECTED)",
    "0",
    "?",
  ]);
  expect(calls.map(({ succeeded, injected }) => [succeeded, injected])).toEqual([
    [true, false],
    [true, false],
    [true, false],
    [false, true],
    [true, false],
    [false, false],
  ]);
});

it("knows what a descriptor is, and the paths among the arguments", () => {
  const [wal, opened, answer, failed, renamed] = readTrace(text);
  expect([wal, answer, failed].map((call) => call && descriptor(call))).toEqual([
    "/data/phc.sqlite-wal",
    "TCP:[127.0.0.1:80->127.0.0.1:5000]",
    "/data/media/tmp/a b",
  ]);
  expect([opened, renamed].map((call) => call && pathsIn(call))).toEqual([
    ["/data/media/tmp/a b"],
    ['/data/a \\" b', "/data/c"],
  ]);
});

it("has a call that was under way when the tracer went", () => {
  const detached = `${text.split("\n")[2]?.replace("unfinished", "detached")}\n`;
  expect(readTrace(detached)).toMatchObject([{ name: "writev", result: "?", ended: Number.POSITIVE_INFINITY }]);
});

it("takes a trace of one thread, whose lines have no number", () => {
  expect(readTrace("fsync(3</data>) = 0", 7)).toMatchObject([{ thread: 7, name: "fsync", succeeded: true }]);
});

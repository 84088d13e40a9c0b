/** The judge of the order behind a 200: takes a good trace, and sees each thing that is left out or comes too late. */
import { expect, it } from "vitest";
import { type Answered, outOfOrder } from "./order.ts";
import { readTrace } from "./trace.ts";

const jobId = "ca73db2a029646888f6348efa16d121a";
const temp = "/data/media/tmp/1.result";
const slot = "/data/media/results/slot-001";
const final = `${slot}/20261127/${jobId}.jpg`;
const answer = `10 writev(28<TCP:[127.0.0.1:80->127.0.0.1:90]>, [{iov_base="HTTP/1.1 200 OK\\r\\nX-Job-Id: ${jobId}", iov_len=9}], 1) = 9`;

const steps = {
  write: `11 write(30<${temp}>, "\\377\\330", 2) = 2`,
  syncFile: `11 fsync(30<${temp}>) = 0`,
  make: `11 mkdir("${slot}", 0700) = 0`,
  syncAbove: `11 fsync(30</data/media/results>) = 0`,
  rename: `11 rename("${temp}", "${final}") = 0`,
  syncFolder: `11 fsync(30<${slot}/20261127>) = 0`,
  row: `10 pwrite64(24</data/phc.sqlite-wal>, "\\0", 24, 65952) = 24`,
  syncRow: `10 fdatasync(24</data/phc.sqlite-wal>) = 0`,
  answer,
};
type Step = keyof typeof steps;

const inLog: Answered = { jobId, database: { log: "/data/phc.sqlite-wal" } };

function judge(lines: readonly string[], answered = inLog): string[] {
  return outOfOrder(readTrace(lines.join("\n")), answered);
}

/** The steps with some of them changed, or left out. */
function changed(change: Partial<Record<Step, string>>): string[] {
  return Object.entries({ ...steps, ...change })
    .filter(([, line]) => line !== "")
    .map(([, line]) => line);
}

it("takes what is in order", () => {
  expect(judge(Object.values(steps))).toEqual([]);
});

it.each([
  ["syncFile", /1\.result was not synced between its last write and the rename/],
  ["syncAbove", /the new folder .*slot-001 was not synced/],
  ["rename", /never renamed/],
  ["syncFolder", /its folder .* was not synced/],
  ["row", /its row was not written between the picture and the 200/],
  ["syncRow", /the database was not synced between the row and the 200/],
  ["write", /nothing was written/],
  ["answer", /no 200/],
] satisfies [Step, RegExp][])("misses %s, and takes none that failed for one", (step, problem) => {
  const problems = [expect.stringMatching(problem)];
  expect(judge(changed({ [step]: "" }))).toEqual(problems);
  const failed = steps[step].replace(/ = \w+$/, " = -1 EIO (Input/output error)");
  expect(judge(changed({ [step]: failed }))).toEqual(problems);
});

it("takes a 200 that its client had before the trace had its end", () => {
  expect(judge(changed({ answer: answer.replace(/\) = \d+$/, " <detached ...>") }))).toEqual([]);
});

it.each([
  ["the picture's fsync after its rename", ["write", "rename", "syncFile", "syncFolder", "row", "syncRow", "answer"]],
  ["the folder's fsync before the rename", ["write", "syncFile", "syncFolder", "rename", "row", "syncRow", "answer"]],
  ["the row before the picture", ["write", "syncFile", "row", "syncRow", "rename", "syncFolder", "answer"]],
  ["the answer before the row's fsync", ["write", "syncFile", "rename", "syncFolder", "row", "answer", "syncRow"]],
  ["a last write after the fsync", ["syncFile", "write", "rename", "syncFolder", "row", "syncRow", "answer"]],
] satisfies [string, Step[]][])("refuses %s", (_, order) => {
  expect(judge(order.map((step) => steps[step]))).toHaveLength(1);
});

it("does not take an fsync for done that goes on while the next step begins", () => {
  const lines = changed({
    syncRow: "10 fsync(24</data/phc.sqlite-wal> <unfinished ...>",
    answer: `${answer.replace("10 ", "12 ")}\n10 <... fsync resumed>) = 0`,
  });
  expect(judge(lines)).toEqual([expect.stringMatching(/the database was not synced/)]);
});

const server = "TCP:[127.0.0.1:91->127.0.0.1:5432]";
const commit = {
  ask: `10 write(20<${server}>, "Q\\0\\0\\0\\vcommit\\0", 12) = 12`,
  say: `10 read(20<${server}>, "C\\0\\0\\0\\vCOMMIT\\0Z", 65536) = 18`,
};
const atServer: Answered = { jobId, database: { port: "5432" } };

it("on a server takes its word for the commit, when it came before the answer and nobody told it to give it early", () => {
  const { ask, say } = commit;
  const with_ = (row: string, syncRow: string, last = answer) =>
    judge(changed({ row, syncRow, answer: last }), atServer);
  expect(with_(ask, say)).toEqual([]);
  const late = [expect.stringMatching(/had not said that it had committed/)];
  expect(with_(ask, "")).toEqual(late);
  expect(with_("", say)).toEqual(late);
  expect(with_(ask, "", `${answer}\n${say}`)).toEqual(late);
  expect(with_(ask, say.replace(":91->", ":92->"))).toEqual(late);
  const early = ask.replace("Q\\0", "set synchronous_commit = off; ");
  expect(with_(early, say)).toEqual([expect.stringMatching(/sets synchronous_commit to off/)]);
});

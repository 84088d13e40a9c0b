/** The interpreter gives what the real promtool gives, and is refused where that is. */
import { describe, expect, it } from "vitest";
import { sameSamples, samplesText } from "../../../scripts/testkit/oracle/compare.ts";
import { type Answer, askPromtool } from "../../../scripts/testkit/oracle/promtool.ts";
import { requireTool } from "../../../scripts/testkit/tools.ts";
import { parseExpr } from "../parse.ts";
import { exactExpressions, expressions, STEP_SECONDS, series, times } from "./expressions.fixture.ts";
import { createStorage, EvaluationError, prepare, type Sample, type Storage, storageOf } from "./index.ts";

const promtool = requireTool("promtool");

function run(text: string): (timeMs: number, storage: Storage) => readonly Sample[] {
  const { expr, faults } = parseExpr(text);
  if (!expr) throw new EvaluationError(`${text}: ${faults.map(({ message }) => message).join(" ")}`);
  return prepare(expr);
}

function answerOf(text: string, timeSeconds: number, storage: Storage): Answer {
  try {
    return { samples: run(text)(timeSeconds * 1000, storage) };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    throw error;
  }
}

function agree(ours: Answer, theirs: Answer): boolean {
  if ("error" in ours || "error" in theirs) return "error" in ours === "error" in theirs;
  return sameSamples(ours.samples, theirs.samples);
}

function text(answer: Answer): string {
  return "error" in answer ? `error: ${answer.error}` : samplesText(answer.samples);
}

/** Where the two differ over the series of the fixture. */
function differences(texts: readonly string[], isSame: (ours: Answer, theirs: Answer) => boolean): string[] {
  const questions = texts.flatMap((expr) => times.map((timeSeconds) => ({ expr, timeSeconds })));
  const batch = { series, intervalSeconds: STEP_SECONDS, questions };
  const answers = askPromtool(promtool ?? "", batch);
  const storage = storageOf(series, STEP_SECONDS);
  return questions.flatMap(({ expr, timeSeconds }, index) => {
    const [ours, theirs] = [answerOf(expr, timeSeconds, storage), answers[index] ?? { error: "no answer" }];
    return isSame(ours, theirs) ? [] : [`${expr} @ ${timeSeconds}\n  ours   ${text(ours)}\n  theirs ${text(theirs)}`];
  });
}

describe.skipIf(promtool === undefined)("against promtool", () => {
  it("every expression has the same samples at every time", () => {
    expect(differences(expressions, agree)).toEqual([]);
  });

  it("functions of a window agree to the last bit", () => {
    const values = (answer: Answer) => ("error" in answer ? [] : answer.samples.map(({ value }) => value).toSorted());
    expect(differences(exactExpressions, (ours, theirs) => `${values(ours)}` === `${values(theirs)}`)).toEqual([]);
  });
});

describe("series that grow", () => {
  it("an evaluation prepared before a series appeared sees it afterwards", () => {
    const storage = createStorage();
    const evaluate = run("up == 0");
    storage.appender({ __name__: "up", job: "a" })(0, 1);
    expect(evaluate(0, storage)).toEqual([]);
    storage.appender({ job: "b", __name__: "up" })(0, 0);
    storage.appender({ __name__: "up", job: "a" })(1000, 0);
    expect(evaluate(0, storage)).toEqual([{ labels: { __name__: "up", job: "b" }, value: 0 }]);
    expect(evaluate(1000, storage)).toHaveLength(2);
  });

  it("one evaluation serves several storages", () => {
    const evaluate = run("up");
    const [first, second] = [createStorage(), createStorage()];
    first.appender({ __name__: "up" })(0, 1);
    second.appender({ __name__: "up" })(0, 2);
    expect([first, second, first].map((storage) => evaluate(0, storage)[0]?.value)).toEqual([1, 2, 1]);
  });

  it("a sample that is not after the last one of its series is refused", () => {
    const storage = createStorage();
    storage.appender({ __name__: "up" })(5, 1);
    expect(() => storage.appender({ __name__: "up" })(5, 1)).toThrow(EvaluationError);
  });
});

describe("what is not supported", () => {
  it.each([
    ["histogram_count(x)", "unknown function histogram_count"],
    ["rate(x)", "rate takes a range, not a vector"],
    ["x[5m]", "a range cannot be the result"],
    ["1 > 2", "BOOL"],
  ])("%s is refused when it is prepared", (text, message) => {
    expect(() => run(text)).toThrow(message);
  });
});

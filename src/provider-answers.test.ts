/** One answer of each kind that a provider gives, through the whole service; all of them are in the slow test beside it. */
import { beforeAll, describe, expect, it } from "vitest";
import { answerRows, expectEnd, playAnswers } from "../scripts/testkit/answers/check.ts";
import type { Played } from "../scripts/testkit/answers/play.ts";
import type { AnswerRow } from "../scripts/testkit/answers/row.ts";

/** The first answer of each provider for each result; running out of time has its own tests. */
const rows = answerRows.filter(
  (row, place) => !row.late && place === answerRows.findIndex((other) => isLike(row, other)),
);

function isLike(one: AnswerRow, other: AnswerRow): boolean {
  return one.provider === other.provider && one.result === other.result;
}

let played: ReadonlyMap<AnswerRow, Played>;
beforeAll(async () => {
  played = await playAnswers(rows);
});

describe("an answer of a provider", () => {
  it("of each kind is played", () => {
    expect(rows).toHaveLength(4 * 6);
  });

  it.each(rows)("$provider: $answer: $result", (row) => expectEnd(row, played.get(row)));
});

/** Every answer of the providers, good and bad, through the whole service: what client, row, breaker, metrics and log get. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerRows, expectEnd, playAnswers } from "../scripts/testkit/answers/check.ts";
import { answersPage, pageProviders } from "../scripts/testkit/answers/page.ts";
import { type Played, type Stage, startStage } from "../scripts/testkit/answers/play.ts";
import type { AnswerRow } from "../scripts/testkit/answers/row.ts";
import { severalRows } from "../scripts/testkit/answers/several.ts";

const PAGE = fileURLToPath(new URL("../spec/docs/provider-answers.md", import.meta.url));

let played: ReadonlyMap<AnswerRow, Played>;
beforeAll(async () => {
  played = await playAnswers(answerRows);
});

describe.each(pageProviders)("%s", (name) => {
  it.each(answerRows.filter(({ provider }) => provider === name))("$answer: $result", (row) => {
    expectEnd(row, played.get(row));
  });
});

it("the page for operators says what came of each", async () => {
  const page = answersPage(answerRows, played);
  if (process.env["UPDATE_GOLDEN"] === "1") await writeFile(PAGE, page);
  expect(page).toBe(await readFile(PAGE, "utf8"));
});

describe.concurrent("several calls for one photo", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage(30);
  });
  afterAll(async () => {
    expect(await stage.left()).toEqual([]);
    await stage.stop();
  });

  it.each(severalRows)("$answer: $calls", async (row) => {
    const { calls, status, answeredBy = null, first } = row;
    const seen = await stage.playSeveral(row);
    expect({ ...seen, calls: seen.calls.join(", ") }).toEqual({ calls, status, answeredBy, first });
  });
});

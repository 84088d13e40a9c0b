/** Plays rows of the table of provider answers, and holds what each came to against what it must come to. */
import { expect } from "vitest";
import type { Result } from "../../../generated/contract.ts";
import { geminiRows } from "./gemini.ts";
import { httpRows } from "./http.ts";
import { openaiRows } from "./openai.ts";
import { type BreakerEffect, type Played, startStage } from "./play.ts";
import type { AnswerRow } from "./row.ts";
import { turbotextRows } from "./turbotext.ts";

export const answerRows: readonly AnswerRow[] = [...geminiRows, ...openaiRows, ...turbotextRows, ...httpRows];

interface End {
  readonly status: number;
  readonly reason: string;
  readonly outcome: string;
  readonly breaker: BreakerEffect;
}

const providerError = { status: 502, reason: "provider_error", outcome: "provider_error" } as const;

/** What each result comes to when it is the last word on a photo. */
const ends: Record<Exclude<Result, "aborted">, End> = {
  ok: { status: 200, reason: "image/jpeg", outcome: "success", breaker: "an answer" },
  rejected: { status: 422, reason: "photo_rejected", outcome: "refused", breaker: "an answer" },
  no_image: { ...providerError, breaker: "no picture" },
  transient: { ...providerError, breaker: "no picture" },
  overload: { ...providerError, breaker: "no picture" },
  configuration: { ...providerError, breaker: "trips the slot" },
  deadline: { status: 504, reason: "deadline_exceeded", outcome: "timeout", breaker: "no picture" },
};

function endOf({ result, answer }: AnswerRow): End {
  if (result === "aborted") throw new Error(`${answer}: no answer of a provider stops its own call.`);
  return ends[result];
}

/** T for the rows that have all the time they need, and for those that run out of it, in seconds. */
const T_SECONDS = { ample: 30, short: 3 };

/** Plays the rows: those that run out of time beside the others, of which only those with one effect go together. */
export async function playAnswers(rows: readonly AnswerRow[]): Promise<ReadonlyMap<AnswerRow, Played>> {
  const late = rows.filter((row) => row.late);
  const effects = Object.groupBy(
    rows.filter((row) => !row.late),
    (row) => endOf(row).breaker,
  );
  const played = await Promise.all([
    playGroups(T_SECONDS.ample, Object.values(effects)),
    playGroups(T_SECONDS.short, late.length > 0 ? [late] : []),
  ]);
  return new Map(played.flat());
}

async function playGroups(tSeconds: number, groups: readonly (readonly AnswerRow[])[]): Promise<[AnswerRow, Played][]> {
  if (groups.length === 0) return [];
  const stage = await startStage(tSeconds);
  try {
    const all: [AnswerRow, Played][] = [];
    for (const group of groups) all.push(...(await stage.play(group)));
    return all;
  } finally {
    await stage.stop();
  }
}

/** Status, reason, row, metrics, log line, breaker: as the row says; and nothing is left. */
export function expectEnd(row: AnswerRow, played: Played | undefined): void {
  const { provider, result, status: answered, requestId, ticket } = row;
  const { status, reason, outcome, breaker } = endOf(row);
  expect(played?.client).toEqual({ status, reason });
  expect(played?.job).toEqual({
    ...{ outcome, provider, answeredBy: null, attempts: [{ provider, result }] },
    failureReason: result === "ok" ? null : reason,
    picture: result === "ok" ? reason : null,
    ticket: ticket ? expect.stringMatching(/^generate_image2image\/\d+$|\/row-\d+\/ask$/) : null,
  });
  expect(played?.rose).toEqual({
    [`ingest_requests_total{provider="${provider}",outcome="${outcome}"}`]: 1,
    [`provider_attempts_total{provider="${provider}",result="${result}"}`]: 1,
  });
  const { status: logged, provider_request_id: loggedId, ...line } = played?.line ?? {};
  const id = requestId === "queue" ? expect.stringMatching(/^\d+$/) : requestId;
  expect({ logged, loggedId }).toEqual({ logged: answered, loggedId: id });
  expect(line).toMatchObject({ level: result === "ok" ? "info" : "warn", provider, result });
  expect(played?.breaker).toBe(breaker);
  expect(played?.left).toEqual([]);
}

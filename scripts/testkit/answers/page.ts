/** Writes the page that tells operators what each answer of a provider comes to, from what was seen when it was played. */
import { labelValues, type Provider } from "../../../generated/contract.ts";
import { type FailureRule, failureRules } from "../../../src/core/failure-kind.ts";
import type { Played } from "./play.ts";
import { type AnswerRow, key } from "./row.ts";

const head = `# What each answer of a provider comes to

Written by src/provider-answers.slow.test.ts, which plays every answer below through the whole service: do not edit,
run \`UPDATE_GOLDEN=1 npx vitest run --project slow src/provider-answers.slow.test.ts\`.

Here each photo may cost one call and has no standby, so that the answer is the last word on it. With more calls, and
with a standby, what follows on a result is this:
`;

const servers: Readonly<Record<string, string>> = {
  gemini: "generateContent of the Gemini API",
  openai: "images/edits of the OpenAI API",
  turbotext: "the queue of Turbotext",
  http: "an endpoint of your own",
};

/** The whole page; rows in their order. */
export function answersPage(rows: readonly AnswerRow[], played: ReadonlyMap<AnswerRow, Played>): string {
  const kinds = labelValues.result.flatMap((result) =>
    result === "ok" || result === "aborted" ? [] : [[`\`${result}\``, ...ruleCells(failureRules[result])]],
  );
  const rules = table(["result", "same provider again", "standby", "breaker"], kinds);
  const sections = Object.entries(servers).map(([provider, server]) => {
    const cells = rows.filter((row) => row.provider === provider).map((row) => answerCells(row, played.get(row)));
    const columns = ["answer", "result", "client gets", "outcome", "breaker", "reason in the log"];
    return `## ${provider}\n\nWhat comes from ${server}.\n\n${table(columns, cells)}`;
  });
  return [`${head}\n${rules}`, ...sections].join("\n");
}

const breakers: Record<FailureRule["breaker"], string> = {
  imageless: "no picture: counts against the provider",
  answer: "an answer: counts for the provider",
  trip: "trips the slot at once",
  nothing: "nothing",
};
const standbys: Record<FailureRule["standby"], string> = {
  afterwards: "afterwards",
  at_once: "at once, unless the provider says when to come back and that is in time",
  never: "never",
};

function ruleCells({ again, standby, breaker }: FailureRule): string[] {
  const times = again === undefined ? "no" : `${again.times}×, after ${again.pauseMs.least}–${again.pauseMs.most} ms`;
  return [times, again === undefined && standby === "at_once" ? "at once" : standbys[standby], breakers[breaker]];
}

function answerCells({ answer, result }: AnswerRow, seen: Played | undefined): string[] {
  if (seen === undefined) throw new Error(`${answer} was not played.`);
  const { client, job, line, breaker } = seen;
  const told = client.status === 200 ? "200, the picture" : `${client.status} \`${client.reason}\``;
  return [plain(answer), `\`${result}\``, told, `\`${job["outcome"]}\``, breaker, plain(String(line["reason"] ?? ""))];
}

/** Without what differs from run to run, and without what Markdown would read as its own. */
function plain(text: string): string {
  return text
    .replaceAll(key, "KEY")
    .replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
    .replaceAll(/\bqueue \d+/g, "queue N")
    .replaceAll(/\b\d+ bytes/g, "N bytes")
    .replaceAll(/[|<>*_`]/g, "\\$&");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

/** The providers that the page is about. */
export const pageProviders: readonly Provider[] = labelValues.provider.filter((provider) => provider in servers);

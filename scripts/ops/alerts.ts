/** ops alerts: what a running service says of the alerts, asked for over its API with an operator's token. */
import type { components } from "../../generated/api.ts";
import { validateAlertList } from "../../generated/validators.js";
import { CannotRun, exitCodes, toAddress, UsageError } from "../command.ts";
import { addressOf, ask, jsonOf, refusalOf } from "../smoke/http.ts";
import { StepFailed } from "../steps.ts";
import { readToken } from "../token-file.ts";
import { type Desk, readArguments, table } from "./desk.ts";

type AlertList = components["schemas"]["AlertList"];
type Alert = components["schemas"]["Alert"];

/** Needs no database: the alerts live in the process of the service, which may run elsewhere. */
export const alertsCommand = {
  verb: "alerts",
  usage: [["alerts --url URL --token-file FILE", "which alerts hold in a running service, and what to do"]],
  /** Throws UsageError before anything is asked. */
  prepare(args: readonly string[]): (desk: Pick<Desk, "print">) => Promise<number> {
    const { options } = readArguments("alerts", args, 0, { url: { type: "string" }, "token-file": { type: "string" } });
    if (options.url === undefined)
      throw new UsageError("--url is missing: where the service is, http://127.0.0.1:8080.");
    const file = options["token-file"];
    if (file === undefined) throw new UsageError("--token-file is missing: the file that holds an operator's token.");
    const [address, token] = [toAddress("--url", options.url), readToken(file)];
    return async ({ print }) => {
      const list = await fetchAlerts(address, token);
      print(list, alertLines(list));
      return exitCodes.good;
    };
  },
} as const;

/** The alerts of the service at an address. Throws CannotRun, with what to do, when it gives none. */
async function fetchAlerts(address: string, token: string): Promise<AlertList> {
  const headers = { Authorization: `Bearer ${token}` };
  const reply = await ask(addressOf(address, "listAlerts"), { headers }).catch((error: unknown) => {
    throw error instanceof StepFailed ? new CannotRun(`${error.message}; see whether the service runs there.`) : error;
  });
  const body = jsonOf(reply);
  if (reply.status === 200 && validateAlertList(body)) return body;
  const reason = refusalOf(reply);
  if (reason === "not_signed_in") throw new CannotRun(`${reply.asked}: the token is not valid (any more).`);
  const said = reason ?? "not what this version's contract says";
  throw new CannotRun(
    `${reply.asked}: ${reply.status} ${said}; see the service's log, and whether --url is the service.`,
  );
}

function alertLines({ watching_since, evaluated_at, alerts }: AlertList): string[] {
  const rows = alerts.map(({ state, severity, name, labels, since, summary, reason }) => [
    ...[state, severity, name, labelText(labels), since ?? "", summary ?? reason ?? ""],
  ]);
  return [
    `Watching since ${watching_since}, evaluated at ${evaluated_at}; nothing is known of the time before.`,
    "",
    ...table([["state", "severity", "alert", "of", "since", "what it says"], ...rows]),
    ...alerts.filter(({ summary }) => summary !== null).flatMap(adviceLines),
  ];
}

/** The labels that tell one from another. */
function labelText(labels: Alert["labels"]): string {
  const telling = Object.entries(labels).filter(([name]) => !["job", "severity", "instance"].includes(name));
  return telling.map(([name, value]) => `${name}=${value}`).join(" ");
}

function adviceLines({ name, labels, action, playbook, suggestions }: Alert): string[] {
  return [
    "",
    `${[name, labelText(labels)].join(" ").trim()}: ${action}`,
    `  ${playbook}`,
    ...suggestions.flatMap(({ type, params, revert_after_minutes, effect }) => {
      const ends = revert_after_minutes === null ? "" : ` for ${revert_after_minutes} minutes`;
      return [`  ${[type, JSON.stringify(params)].join(" ")}${ends}`, `    ${effect}`];
    }),
  ];
}

/** The audit trail: who changed what and why, by subject and by actor, page after page. */
import { useEffect, useState } from "preact/hooks";
import { call, type Schemas } from "../core/api.ts";
import { hrefOf } from "../core/router.ts";
import { differences } from "../core/schema-form.ts";
import { useDisplay, useNow } from "../parts/app.tsx";
import { Changes } from "../parts/changes.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";
import "../styles/slot.css";

interface Props {
  readonly subject: string;
  readonly actor: string;
}

const PAGE = 30;

export function Audit({ subject, actor }: Props) {
  const { t } = useDisplay();
  const [before, setBefore] = useState<number>();
  // Another filter begins with the newest.
  useEffect(() => setBefore(undefined), [subject, actor]);
  const query = {
    ...(subject === "" ? {} : { subject }),
    ...(actor === "" ? {} : { actor }),
    ...(before === undefined ? {} : { before }),
    limit: PAGE,
  };
  const loaded = useLoad(`audit ${JSON.stringify(query)}`, (signal) => call("get", "/api/audit", { query, signal }));
  const entries = loaded.data?.entries;
  const last = entries?.at(-1);
  return (
    <>
      <h1 tabIndex={-1}>{t.audit.title}</h1>
      <p>{t.audit.intro}</p>
      <Filter key={`${subject} ${actor}`} subject={subject} actor={actor} />
      {loaded.trouble !== undefined && <TroubleNote trouble={loaded.trouble} again={loaded.reload} />}
      {entries === undefined && loaded.loading && <p class="loading">{t.app.loading}</p>}
      {entries?.length === 0 && <p>{t.audit.none}</p>}
      <ol class="audit">
        {entries?.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      <div class="actions">
        {before !== undefined && (
          <button type="button" onClick={() => setBefore(undefined)}>
            {t.app.newest}
          </button>
        )}
        {entries?.length === PAGE && last !== undefined && (
          <button type="button" onClick={() => setBefore(last.id)}>
            {t.app.older}
          </button>
        )}
      </div>
    </>
  );
}

/** A plain name is an operator's. */
function actorOf(typed: string): string {
  return typed === "" || typed.includes(":") ? typed : `operator:${typed}`;
}

function Filter({ subject, actor }: Props) {
  const { t } = useDisplay();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    location.hash = hrefOf({ view: "audit", subject: text("subject"), actor: actorOf(text("actor")) });
  };
  return (
    <form class="filter" onSubmit={submit}>
      <label class="field">
        <span>
          {t.audit.subject} <span class="fine">{t.audit.subjectHelp}</span>
        </span>
        <input name="subject" defaultValue={subject} maxLength={100} autocapitalize="none" spellcheck={false} />
      </label>
      <label class="field">
        <span>
          {t.audit.actor} <span class="fine">{t.audit.actorHelp}</span>
        </span>
        <input name="actor" defaultValue={actor} maxLength={100} autocapitalize="none" spellcheck={false} />
      </label>
      <div class="actions">
        <button type="submit">{t.audit.filter}</button>
        {(subject !== "" || actor !== "") && (
          <a class="button button-quiet" href={hrefOf({ view: "audit", subject: "", actor: "" })}>
            {t.audit.clear}
          </a>
        )}
      </div>
    </form>
  );
}

function Entry({ entry }: { readonly entry: Schemas["AuditEntry"] }) {
  const { t, f } = useDisplay();
  const now = useNow(60_000);
  const changes = differences(entry.before ?? undefined, entry.after ?? undefined);
  return (
    <li>
      <p>
        <time dateTime={entry.at}>{f.moment(Date.parse(entry.at), now)}</time>{" "}
        <a href={hrefOf({ view: "audit", subject: "", actor: entry.actor })}>{entry.actor}</a>{" "}
        <code>{entry.action}</code>{" "}
        <a href={hrefOf({ view: "audit", subject: entry.subject, actor: "" })}>{entry.subject}</a>
      </p>
      <p class="audit-reason">{entry.reason}</p>
      {changes.length > 0 && (
        <details>
          <summary>{t.audit.changes}</summary>
          <Changes changes={changes} />
        </details>
      )}
    </li>
  );
}

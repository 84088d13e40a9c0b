/** The actions that were run, with what takes them back. */
import { useState } from "preact/hooks";
import { call, type Schemas } from "../core/api.ts";
import { useDisplay, useNow } from "../parts/app.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";
import { UndoButton } from "./undo-button.tsx";

interface Props {
  /** Rises when an action was run elsewhere on the page. */
  readonly turn: number;
  readonly changed: () => void;
}

const PAGE = 10;

export function RecentActions({ turn, changed }: Props) {
  const { t } = useDisplay();
  const [before, setBefore] = useState<number>();
  const query = { limit: PAGE, ...(before === undefined ? {} : { before }) };
  const loaded = useLoad(`actions ${turn} ${before ?? ""}`, (signal) => call("get", "/api/actions", { query, signal }));
  const actions = loaded.data?.actions;
  const last = actions?.at(-1)?.id ?? undefined;
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{t.playbook.recent}</h2>
      {loaded.trouble !== undefined && <TroubleNote trouble={loaded.trouble} again={loaded.reload} />}
      {actions === undefined && loaded.loading && <p class="loading">{t.app.loading}</p>}
      {actions?.length === 0 && <p>{t.playbook.noActions}</p>}
      <ol class="audit">
        {actions?.map((action) => (
          <ActionItem key={action.id} action={action} undone={changed} />
        ))}
      </ol>
      <div class="actions">
        {before !== undefined && (
          <button type="button" onClick={() => setBefore(undefined)}>
            {t.app.newest}
          </button>
        )}
        {actions?.length === PAGE && last !== undefined && (
          <button type="button" onClick={() => setBefore(last)}>
            {t.app.older}
          </button>
        )}
      </div>
    </section>
  );
}

function ActionItem({ action, undone }: { readonly action: Schemas["Action"]; readonly undone: () => void }) {
  const { t, f } = useDisplay();
  const now = useNow(60_000);
  const when = (time: string) => f.moment(Date.parse(time), now);
  return (
    <li>
      <p>
        <time dateTime={action.at}>{when(action.at)}</time> <strong>{t.actions[action.type]}</strong> {action.actor}
      </p>
      <p lang="en">{action.effect}</p>
      <p class="audit-reason">{action.reason}</p>
      {action.undone_at !== null && (
        <p class="fine">{t.playbook.undone(action.undone_by ?? "", when(action.undone_at))}</p>
      )}
      {action.undone_at === null && action.revert_at !== null && (
        <p class="fine">{t.playbook.revertsAt(when(action.revert_at))}</p>
      )}
      {action.undoable && action.id !== null && <UndoButton id={action.id} undone={undone} />}
    </li>
  );
}

/** Takes an action back, for a reason. */
import { useState } from "preact/hooks";
import { call, type Trouble } from "../core/api.ts";
import { useDisplay } from "../parts/app.tsx";
import { ReasonField } from "../parts/fields.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

interface Props {
  readonly id: number;
  readonly undone: () => void;
}

export function UndoButton({ id, undone }: Props) {
  const { t } = useDisplay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const undo = async () => {
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    setBusy(true);
    const answer = await call("post", "/api/actions/{action_id}/undo", {
      path: { action_id: id },
      body: { reason: reason.trim() },
    });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.trouble);
    if (answer.ok) undone();
  };
  if (!open) {
    return (
      <button type="button" onClick={() => setOpen(true)}>
        {t.playbook.undo}
      </button>
    );
  }
  return (
    <div class="undo">
      <ReasonField value={reason} change={setReason} isWrong={missing && reason.trim() === ""} />
      {trouble !== undefined && <TroubleNote trouble={trouble} />}
      <div class="actions">
        <button type="button" class="button-strong" disabled={busy} onClick={() => void undo()}>
          {t.playbook.undo}
        </button>
        <button type="button" class="button-quiet" onClick={() => setOpen(false)}>
          {t.app.cancel}
        </button>
      </div>
    </div>
  );
}

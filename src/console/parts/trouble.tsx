/** A refusal in words: what happened, what the service says about it, and how its log finds it. */
import type { ComponentChildren } from "preact";
import type { Trouble } from "../core/api.ts";
import { useDisplay } from "./app.tsx";

interface Props {
  readonly trouble: Trouble;
  readonly again?: () => void;
  readonly children?: ComponentChildren;
}

export function TroubleNote({ trouble, again, children }: Props) {
  const { t, f } = useDisplay();
  return (
    <div class="note note-bad" role="alert">
      <p>
        <strong>{t.reasons[trouble.reason]}</strong>{" "}
        {trouble.retryAfterSeconds !== undefined && t.app.retryAfter(f.duration(trouble.retryAfterSeconds * 1000))}
      </p>
      {trouble.unsure && <p>{t.app.unsure}</p>}
      {trouble.details !== undefined && <p lang="en">{trouble.details}</p>}
      {children}
      {trouble.requestId !== undefined && <p class="fine">{t.app.requestId(trouble.requestId)}</p>}
      {again !== undefined && (
        <button type="button" onClick={again}>
          {t.app.again}
        </button>
      )}
    </div>
  );
}

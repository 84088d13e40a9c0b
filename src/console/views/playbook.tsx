/** The playbook as things to do: each step with its effect before it is done, and what was done with its undo. */
import { useEffect, useState } from "preact/hooks";
import { labelValues } from "../../../generated/contract.ts";
import { type ActionType, type Chapter, chapterOf, playbook, type Step } from "../core/playbook.ts";
import { hrefOf } from "../core/router.ts";
import { shortName, useDisplay } from "../parts/app.tsx";
import "../styles/slot.css";
import { ActionForm } from "./action-form.tsx";
import { PlaybookDocumentLink } from "./alerts.tsx";
import { ChangedSettings } from "./changed-settings.tsx";
import { Jobs } from "./jobs.tsx";
import { Providers } from "./providers.tsx";
import { RecentActions } from "./recent-actions.tsx";

interface Props {
  /** The anchor of a chapter or a step; "" for none. */
  readonly step: string;
  readonly prefill: Readonly<Record<string, string>>;
}

export function Playbook({ step, prefill }: Props) {
  const { t } = useDisplay();
  const [turn, setTurn] = useState(0);
  const opened = chapterOf(step);
  useEffect(() => {
    if (step === "") return;
    const target = document.getElementById(`step-${step}`);
    target?.scrollIntoView({ block: "start", behavior: "instant" });
    target?.querySelector<HTMLElement>("summary, h2")?.focus({ preventScroll: true });
  }, [step]);
  const changed = () => setTurn((old) => old + 1);
  return (
    <>
      <h1 tabIndex={-1}>{t.playbook.title}</h1>
      <p>{t.playbook.intro}</p>
      {playbook.map((chapter) => (
        <ChapterPart
          key={chapter.anchor}
          chapter={chapter}
          step={step}
          prefill={chapter === opened ? prefill : {}}
          changed={changed}
        />
      ))}
      <RecentActions turn={turn} changed={changed} />
    </>
  );
}

interface ChapterProps extends Props {
  readonly chapter: Chapter;
  readonly changed: () => void;
}

function ChapterPart({ chapter, step, prefill, changed }: ChapterProps) {
  const { t } = useDisplay();
  return (
    <section class="chapter" id={`step-${chapter.anchor}`} aria-labelledby={`chapter-${chapter.anchor}`}>
      <div class="section-head">
        <h2 id={`chapter-${chapter.anchor}`} tabIndex={-1}>
          {t.playbook.chapters[chapter.anchor]}
        </h2>
        <PlaybookDocumentLink anchor={chapter.anchor} />
      </div>
      <ol class="steps">
        {chapter.steps.map((each) => (
          <StepPart
            key={each.anchor}
            step={each}
            isOpen={each.anchor === step}
            prefill={each.anchor === step ? prefill : {}}
            changed={changed}
          />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly step: Step;
  readonly isOpen: boolean;
  readonly prefill: Readonly<Record<string, string>>;
  readonly changed: () => void;
}

function StepPart({ step, isOpen, prefill, changed }: StepProps) {
  const { t } = useDisplay();
  const [open, setOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setOpen(true);
  }, [isOpen]);
  const [name, help] = t.playbook.steps[step.anchor];
  return (
    <li class="step" id={`step-${step.anchor}`}>
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span class="step-name">{name}</span>
          <span class="fine">{help}</span>
        </summary>
        {open && (
          <div class="step-body">
            <Work step={step} prefill={prefill} changed={changed} />
            <PlaybookDocumentLink anchor={step.anchor} />
          </div>
        )}
      </details>
    </li>
  );
}

function Work({ step: { anchor, work }, prefill, changed }: Omit<StepProps, "isOpen">) {
  const { t } = useDisplay();
  switch (work.kind) {
    case "look":
      if (work.at === "providers") return <Providers />;
      if (work.at === "timeouts") return <Jobs outcome="timeout" />;
      return (
        <a class="button" href="#/">
          {t.playbook.toHall}
        </a>
      );
    case "slots":
      return <SlotLinks />;
    case "settings":
      return (
        <>
          <ChangedSettings changed={changed} />
          {anchor === "timeouts-revert" && <ActionForm type="notice.clear" prefill={{}} changed={changed} />}
        </>
      );
    case "read":
      return null;
    case "action":
      return <Choice types={work.types} prefill={prefill} dryRunOnly={work.dryRunOnly === true} changed={changed} />;
  }
}

interface ChoiceProps {
  readonly types: readonly ActionType[];
  readonly prefill: Readonly<Record<string, string>>;
  readonly dryRunOnly: boolean;
  readonly changed: () => void;
}

/** One action, or one of several. */
function Choice({ types, prefill, dryRunOnly, changed }: ChoiceProps) {
  const { t } = useDisplay();
  const wanted = types.find((type) => type === prefill["action"]);
  const [chosen, setChosen] = useState(wanted ?? types[0]);
  useEffect(() => {
    if (wanted !== undefined) setChosen(wanted);
  }, [wanted]);
  return (
    <>
      {types.length > 1 && (
        <fieldset class="segments segments-wide">
          <legend class="visually-hidden">{t.playbook.title}</legend>
          {types.map((type) => (
            <label key={type}>
              <input type="radio" name={types.join()} checked={type === chosen} onChange={() => setChosen(type)} />
              <span>{t.actions[type]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {chosen !== undefined && (
        <ActionForm
          key={`${chosen} ${JSON.stringify(prefill)}`}
          type={chosen}
          prefill={wanted === chosen || wanted === undefined ? prefill : {}}
          dryRunOnly={dryRunOnly}
          changed={changed}
        />
      )}
    </>
  );
}

/** A standby belongs to the settings of a slot. */
function SlotLinks() {
  const { t } = useDisplay();
  return (
    <nav aria-label={t.playbook.toSlots}>
      <p>{t.playbook.toSlots}</p>
      <ul class="slot-links">
        {labelValues.slot_id.map((id) => (
          <li key={id}>
            <a class="button" href={hrefOf({ view: "slot", id, tab: "settings" })}>
              {shortName(id)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

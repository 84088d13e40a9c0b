/** The fields of a form that was made of a JSON Schema, each with its help, its limits and what is wrong with it. */
import { useId } from "preact/hooks";
import type { Draft, Field, FieldProblem } from "../core/schema-form.ts";
import { useDisplay } from "./app.tsx";

export interface FieldsProps {
  readonly fields: readonly Field[];
  readonly draft: Draft;
  readonly change: (path: string, typed: string) => void;
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** What the service said of a field, in its own words. */
  readonly refusals: Readonly<Record<string, string>>;
  /** Words for a field, where the contract's own are in another language or too general. */
  readonly words?: (field: Field) => { readonly label?: string; readonly help?: string } | undefined;
}

export function Fields(props: FieldsProps) {
  return (
    <>
      {props.fields.map((field) =>
        field.kind === "group" ? (
          <fieldset key={field.path} class="group">
            <legend>{field.name}</legend>
            {field.schema.description !== undefined && (
              <p class="help" lang="en">
                {field.schema.description}
              </p>
            )}
            <Fields {...props} fields={field.fields} />
          </fieldset>
        ) : (
          <FieldRow key={field.path} {...props} field={field} />
        ),
      )}
    </>
  );
}

function FieldRow({ field, draft, change, problems, refusals, words }: FieldsProps & { readonly field: Field }) {
  const { t } = useDisplay();
  const id = useId();
  const own = words?.(field);
  const isWrong = problems[field.path] !== undefined || refusals[field.path] !== undefined;
  const name = (
    <>
      {own?.label ?? field.name}
      {!field.required && <span class="fine"> {t.app.optional}</span>}
    </>
  );
  const style = isWrong ? "field field-wrong" : "field";
  const typed = draft[field.path] ?? "";
  const remarks = (
    <Remarks id={id} field={field} help={own?.help} problem={problems[field.path]} refusal={refusals[field.path]} />
  );
  if (field.kind === "choices") {
    return (
      <fieldset class={style} aria-describedby={`${id}-help ${id}-wrong`}>
        <legend>{name}</legend>
        <Choices field={field} typed={typed} change={(next) => change(field.path, next)} />
        {remarks}
      </fieldset>
    );
  }
  return (
    <div class={style}>
      <label for={id}>{name}</label>
      <Control id={id} field={field} isWrong={isWrong} typed={typed} change={(next) => change(field.path, next)} />
      {remarks}
    </div>
  );
}

interface RemarksProps {
  readonly id: string;
  readonly field: Field;
  readonly help: string | undefined;
  readonly problem: FieldProblem | undefined;
  readonly refusal: string | undefined;
}

/** The help and limits of a field, and what is wrong with it. */
function Remarks({ id, field, help: own, problem, refusal }: RemarksProps) {
  const { t, f, language } = useDisplay();
  const help = own ?? field.schema.description;
  const limits = limitsOf(field, { t, f });
  const foreign = own === undefined && language !== "en" ? "en" : undefined;
  return (
    <>
      {(help !== undefined || limits !== "") && (
        <p class="help" id={`${id}-help`}>
          {help !== undefined && <span lang={foreign}>{help} </span>}
          {help !== undefined && limits !== "" ? `(${limits})` : limits}
        </p>
      )}
      {(problem !== undefined || refusal !== undefined) && (
        <p class="wrong" id={`${id}-wrong`}>
          {problem !== undefined &&
            t.problems[problem.code](problem.limit === undefined ? "" : f.number(problem.limit, 2))}
          {refusal !== undefined && <span lang="en">{refusal}</span>}
        </p>
      )}
    </>
  );
}

interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly typed: string;
  readonly isWrong: boolean;
  readonly change: (typed: string) => void;
}

function Control({ id, field, typed, isWrong, change }: ControlProps) {
  const { t } = useDisplay();
  const common = {
    id,
    "aria-describedby": `${id}-help ${id}-wrong`,
    "aria-invalid": isWrong,
    "aria-required": field.required,
  };
  const fallback = field.schema.default === undefined ? "" : String(field.schema.default);
  switch (field.kind) {
    case "choice":
    case "flag": {
      const empty = fallback === "" ? t.form.leaveOut : t.form.useDefault(optionName(field, fallback, t));
      return (
        <select {...common} value={typed} onChange={({ currentTarget }) => change(currentTarget.value)}>
          {(!field.required || typed === "") && <option value="">{field.required ? t.app.notPicked : empty}</option>}
          {field.options.map((option) => (
            <option key={option} value={option}>
              {optionName(field, option, t)}
            </option>
          ))}
        </select>
      );
    }
    case "long":
    case "lines":
    case "json":
      return (
        <textarea
          {...common}
          rows={field.kind === "long" ? 5 : 3}
          value={typed}
          placeholder={fallback}
          spellcheck={field.kind === "long"}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      );
    case "moment":
      return (
        <input
          {...common}
          type="datetime-local"
          value={localOf(typed)}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      );
    default:
      return (
        <input
          {...common}
          type="text"
          inputMode={field.kind === "number" ? (field.schema.type === "integer" ? "numeric" : "decimal") : undefined}
          value={typed}
          placeholder={fallback}
          autocomplete="off"
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      );
  }
}

function Choices({ field, typed, change }: Pick<ControlProps, "field" | "typed" | "change">) {
  const chosen = new Set(typed.split("\n").filter((line) => line !== ""));
  const toggle = (option: string) => {
    const next = field.options.filter((each) => (each === option ? !chosen.has(each) : chosen.has(each)));
    change(next.join("\n"));
  };
  return (
    <div class="choices">
      {field.options.map((option) => (
        <label key={option}>
          <input type="checkbox" checked={chosen.has(option)} onChange={() => toggle(option)} /> {option}
        </label>
      ))}
    </div>
  );
}

function optionName(field: Field, option: string, t: ReturnType<typeof useDisplay>["t"]): string {
  if (field.kind !== "flag") return option;
  return option === "true" ? t.app.yes : t.app.no;
}

/** A time as the browser's own control wants it: local, without a zone. */
function localOf(typed: string): string {
  const at = Date.parse(typed);
  if (Number.isNaN(at) || !/[zZ]$|[+-]\d\d:\d\d$/.test(typed)) return typed;
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function limitsOf({ kind, schema }: Field, { t, f }: Pick<ReturnType<typeof useDisplay>, "t" | "f">): string {
  if (kind === "lines") return t.form.onePerLine;
  if (kind === "json") return t.form.jsonHelp;
  const { minimum, maximum, maxLength } = schema;
  if (minimum !== undefined && maximum !== undefined) return t.form.between(f.number(minimum, 2), f.number(maximum, 2));
  if (minimum !== undefined) return t.form.atLeast(f.number(minimum, 2));
  if (maximum !== undefined) return t.form.atMost(f.number(maximum, 2));
  return maxLength === undefined ? "" : t.form.characters(f.number(maxLength));
}

/** The field that every change has: why it is made. */
export function ReasonField({
  value,
  change,
  isWrong,
}: {
  readonly value: string;
  readonly change: (typed: string) => void;
  readonly isWrong: boolean;
}) {
  const { t } = useDisplay();
  const id = useId();
  return (
    <div class={isWrong ? "field field-wrong" : "field"}>
      <label for={id}>{t.app.reason}</label>
      <input
        id={id}
        type="text"
        value={value}
        maxLength={500}
        aria-describedby={`${id}-help`}
        aria-invalid={isWrong}
        aria-required
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <p class="help" id={`${id}-help`}>
        {t.app.reasonHelp}
      </p>
      {isWrong && <p class="wrong">{t.problems.required()}</p>}
    </div>
  );
}

/** What is another than it was, line by line. */
import { useDisplay } from "./app.tsx";

interface Props {
  readonly changes: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
}

export function Changes({ changes }: Props) {
  const { t } = useDisplay();
  return (
    <ul class="changes">
      {changes.map(({ path, before, after }) => (
        <li key={path}>
          {path !== "" && <code>{path}</code>} <span class="visually-hidden">{t.slot.was}</span>{" "}
          <del>{shown(before, t.app.none)}</del> <span aria-hidden="true">→</span>{" "}
          <span class="visually-hidden">{t.slot.is}</span> <ins>{shown(after, t.app.none)}</ins>
        </li>
      ))}
    </ul>
  );
}

function shown(value: unknown, none: string): string {
  if (value === undefined || value === null || value === "") return none;
  return typeof value === "string" ? value : JSON.stringify(value);
}

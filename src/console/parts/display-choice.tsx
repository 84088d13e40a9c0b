/** Where language and colours are chosen. */
import { type Theme, themes } from "../core/choices.ts";
import { languages } from "../core/format.ts";
import { texts } from "../texts/index.ts";
import { useDisplay } from "./app.tsx";

export function DisplayChoice() {
  const { t, language, setLanguage, theme, setTheme } = useDisplay();
  const labels: Readonly<Record<Theme, string>> = { auto: t.app.auto, light: t.app.light, dark: t.app.dark };
  return (
    <div class="display-choice">
      <fieldset class="segments">
        <legend class="visually-hidden">{t.app.language}</legend>
        {languages.map((each) => (
          <label key={each} lang={each}>
            <input type="radio" name="language" checked={each === language} onChange={() => setLanguage(each)} />
            <span title={texts[each].language}>{each.toUpperCase()}</span>
          </label>
        ))}
      </fieldset>
      <label>
        <span class="visually-hidden">{t.app.colours}</span>
        <select
          value={theme}
          onChange={({ currentTarget }) => setTheme(themes.find((each) => each === currentTarget.value) ?? "auto")}
        >
          {themes.map((each) => (
            <option key={each} value={each}>
              {labels[each]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

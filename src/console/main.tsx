/** Starts the page: the customer's notice on /status, the operators' console anywhere else. */
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { keepLanguage, keepTheme, readLanguage, readTheme } from "./core/choices.ts";
import { createFormat } from "./core/format.ts";
import { type Display, DisplayContext } from "./parts/app.tsx";
import { Shell } from "./shell.tsx";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/hall.css";
import "./styles/forms.css";
import { texts } from "./texts/index.ts";
import { CustomerStatus } from "./views/customer-status.tsx";

const CUSTOMER_PATH = "/status";

function Page() {
  const [language, setLanguage] = useState(readLanguage);
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const display = useMemo<Display>(
    () => ({
      ...{ language, theme, t: texts[language], f: createFormat(language) },
      setLanguage(next) {
        keepLanguage(next);
        setLanguage(next);
      },
      setTheme(next) {
        keepTheme(next);
        setTheme(next);
      },
    }),
    [language, theme],
  );
  return (
    <DisplayContext.Provider value={display}>
      {location.pathname.replace(/\/$/, "") === CUSTOMER_PATH ? <CustomerStatus /> : <Shell />}
    </DisplayContext.Provider>
  );
}

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no element #app.");
render(<Page />, root);

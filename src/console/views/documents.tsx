/** The documents of the contract, readable here. They are made into trees when the page is built. */
import documents from "virtual:documents";
import { type ComponentChild, h } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DocumentNode } from "../core/document.ts";
import { hrefOf } from "../core/router.ts";
import { useDisplay } from "../parts/app.tsx";
import "../styles/documents.css";

interface Props {
  readonly name: string;
  readonly anchor: string;
}

export function Documents({ name, anchor }: Props) {
  const { t, language } = useDisplay();
  // A document of another language is there where somebody wrote one.
  const shown = [`${name}.${language}`, name, name.split(".")[0] ?? ""].find(isDocument) ?? "";
  if (name === "") return <Contents />;
  if (shown === "") {
    return (
      <>
        <h1 tabIndex={-1}>{t.documents.none}</h1>
        <BackToAll />
      </>
    );
  }
  return <Document key={shown} name={shown} anchor={anchor} />;
}

/** The name comes out of an address, and is no name of what every object has. */
function isDocument(name: string): boolean {
  return Object.hasOwn(documents, name);
}

/** One entry a document; what is in several languages is listed once. */
function Contents() {
  const { t } = useDisplay();
  const names = Object.keys(documents).filter((name) => !name.includes("."));
  return (
    <>
      <h1 tabIndex={-1}>{t.documents.title}</h1>
      <p>{t.documents.intro}</p>
      <ul class="contents">
        {names.map((name) => (
          <li key={name}>
            <a href={hrefOf({ view: "docs", name, anchor: "" })}>{t.documents.names[name] ?? name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function BackToAll() {
  const { t } = useDisplay();
  return (
    <p>
      <a href={hrefOf({ view: "docs", name: "", anchor: "" })}>{t.documents.all}</a>
    </p>
  );
}

function Document({ name, anchor }: Props) {
  const { t } = useDisplay();
  const [nodes, setNodes] = useState<readonly DocumentNode[]>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    documents[name]?.().then(
      (loaded) => setNodes(loaded.default),
      () => setFailed(true),
    );
  }, [name]);
  useEffect(() => {
    if (nodes === undefined) return;
    const target = anchor === "" ? document.querySelector(".document h1") : document.getElementById(anchor);
    if (!(target instanceof HTMLElement)) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (anchor !== "") target.scrollIntoView({ behavior: "instant" });
  }, [nodes, anchor]);
  if (failed) {
    return (
      <p class="note note-bad" role="alert">
        {t.app.loadFailed}
      </p>
    );
  }
  return (
    <>
      <BackToAll />
      {nodes === undefined ? (
        <p class="loading">{t.app.loading}</p>
      ) : (
        <article class="document" lang={/\.(\w+)$/.exec(name)?.[1] ?? "en"}>
          {nodes.map(rendered)}
        </article>
      )}
    </>
  );
}

function rendered(node: DocumentNode): ComponentChild {
  if (typeof node === "string") return node;
  const [tag, attributes, ...children] = node;
  const inner = children.map(rendered);
  if (tag === "table")
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse only what has the focus is scrolled.
      <div class="wide" tabIndex={0}>
        {h("table", null, ...inner)}
      </div>
    );
  if (tag === "pre") return h("pre", { tabIndex: 0 }, ...inner);
  const out =
    tag === "a" && /^https?:/.test(attributes?.["href"] ?? "") ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return h(tag, { ...attributes, ...out }, ...inner);
}

/** The addresses of the views, behind the # of the page: what they mean, and how they are written. */

export const slotTabs = ["overview", "settings", "test", "jobs"] as const;
export type SlotTab = (typeof slotTabs)[number];

export type Route =
  | { readonly view: "hall" }
  | { readonly view: "slot"; readonly id: string; readonly tab: SlotTab }
  | { readonly view: "playbook"; readonly step: string; readonly prefill: Readonly<Record<string, string>> }
  | { readonly view: "audit"; readonly subject: string; readonly actor: string }
  | { readonly view: "docs"; readonly name: string; readonly anchor: string }
  | { readonly view: "sign-in"; readonly back: string }
  | { readonly view: "nowhere" };

/** The route of a fragment, with or without its #. */
export function routeOf(fragment: string): Route {
  const [path = "", search = ""] = fragment.replace(/^#/, "").split("?");
  const [view = "", first = "", second = ""] = path.replace(/^\//, "").split("/").map(decoded);
  const query = new URLSearchParams(search);
  switch (view) {
    case "":
      return { view: "hall" };
    case "slots":
      return first === "" ? { view: "nowhere" } : { view: "slot", id: first, tab: tabOf(second) };
    case "playbook":
      return { view: "playbook", step: first, prefill: Object.fromEntries(query) };
    case "audit":
      return { view: "audit", subject: query.get("subject") ?? "", actor: query.get("actor") ?? "" };
    case "docs":
      return { view: "docs", name: first, anchor: second };
    case "sign-in":
      return { view: "sign-in", back: query.get("back") ?? "" };
    default:
      return { view: "nowhere" };
  }
}

/** The fragment of a route, with its #. */
export function hrefOf(route: Exclude<Route, { readonly view: "nowhere" }>): string {
  switch (route.view) {
    case "hall":
      return "#/";
    case "slot":
      return `#/${joined("slots", route.id, route.tab === "overview" ? "" : route.tab)}`;
    case "playbook":
      return `#/${joined("playbook", route.step)}${queryOf(route.prefill)}`;
    case "audit":
      return `#/audit${queryOf({ subject: route.subject, actor: route.actor })}`;
    case "docs":
      return `#/${joined("docs", route.name, route.anchor)}`;
    case "sign-in":
      return `#/sign-in${queryOf({ back: route.back })}`;
  }
}

/** Where one goes after the sign-in: back to a view of this page, never anywhere else and never to the sign-in. */
export function backFrom(back: string): string {
  const route = routeOf(back);
  return !back.startsWith("#/") || route.view === "nowhere" || route.view === "sign-in" ? "#/" : back;
}

function tabOf(text: string): SlotTab {
  return slotTabs.find((tab) => tab === text) ?? "overview";
}

function joined(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .map(encodeURIComponent)
    .join("/");
}

function queryOf(values: Readonly<Record<string, string>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** A fragment that somebody typed may hold a lone %. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

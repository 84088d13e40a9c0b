/** Keeps secrets out of what drivers say: a server may repeat the key that it was sent wherever it likes, whole or cut. */
import { type Config, variables } from "../../generated/config.ts";
import type { ProviderDriver, ProviderResult } from "../core/provider.ts";

/** The driver, whose reports name none of the secrets that a call was made with, and no key in an address of the slot's settings. */
export function discreet(driver: ProviderDriver): ProviderDriver {
  return {
    ...driver,
    async process(request, context) {
      const hidden = [...secretsOf(context.config), ...keysIn(request.settings)];
      return withoutSecrets(await driver.process(request, context), (text) => hidden.reduce(withoutSecret, text));
    },
  };
}

function secretsOf(config: Config): string[] {
  const values = new Map<string, unknown>(Object.entries(config));
  return variables.flatMap(({ name, secret }) => {
    const value = secret ? values.get(name) : undefined;
    return typeof value === "string" && value !== "" ? [value] : [];
  });
}

/** From so many characters on, a part of an address may be a key, and is no word of somebody's API. */
const KEY_CHARACTERS = { query: 8, path: 20 };

/** What may be a key in the addresses among settings, as it is written and as it is meant. */
function keysIn(settings: unknown): string[] {
  if (typeof settings !== "object" || settings === null) return [];
  return Object.values(settings).flatMap((value: unknown) => {
    const url = typeof value === "string" ? URL.parse(value) : null;
    if (url === null) return [];
    const written = url.search.slice(1).split("&");
    const values = [...url.searchParams.values(), ...written.map((pair) => pair.slice(pair.indexOf("=") + 1))];
    return [
      ...values.filter((part) => part.length >= KEY_CHARACTERS.query),
      ...url.pathname.split("/").filter((part) => part.length >= KEY_CHARACTERS.path),
    ];
  });
}

function withoutSecrets(result: ProviderResult, told: (text: string) => string): ProviderResult {
  const { requestId, limits } = result;
  const report = {
    ...(requestId === undefined ? {} : { requestId: told(requestId) }),
    ...(limits === undefined
      ? {}
      : { limits: Object.fromEntries(Object.entries(limits).map((limit) => limit.map(told))) }),
  };
  return result.ok ? { ...result, ...report } : { ...result, ...report, reason: told(result.reason) };
}

/** So much of a secret is enough to know it by: where a text was cut, no more than its beginning may be left. */
function beginningOf(secret: string): string {
  return secret.slice(0, Math.max(8, Math.ceil(secret.length / 3)));
}

function withoutSecret(text: string, secret: string): string {
  const beginning = beginningOf(secret);
  const parts: string[] = [];
  let rest = text;
  for (let at = rest.indexOf(beginning); at !== -1; at = rest.indexOf(beginning)) {
    let end = at + beginning.length;
    while (end - at < secret.length && rest[end] === secret[end - at]) end += 1;
    parts.push(rest.slice(0, at), "[key]");
    rest = rest.slice(end);
  }
  return [...parts, rest].join("");
}

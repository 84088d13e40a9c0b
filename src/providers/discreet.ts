/** Keeps secrets out of what drivers say: a server may repeat the key that it was sent wherever it likes, whole or cut. */
import { type Config, variables } from "../../generated/config.ts";
import type { ProviderDriver, ProviderResult } from "../core/provider.ts";

/** The driver, whose reports name none of the secrets that a call was made with. */
export function discreet(driver: ProviderDriver): ProviderDriver {
  return {
    ...driver,
    process: async (request, context) => withoutSecrets(await driver.process(request, context), context.config),
  };
}

function withoutSecrets(result: ProviderResult, config: Config): ProviderResult {
  const values = new Map<string, unknown>(Object.entries(config));
  const secrets = variables.flatMap(({ name, secret }) => {
    const value = secret ? values.get(name) : undefined;
    return typeof value === "string" && value !== "" ? [value] : [];
  });
  const told = (text: string) => secrets.reduce(withoutSecret, text);
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

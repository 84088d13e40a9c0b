/** A made-up value for every secret that the contract declares: a new one is covered by itself. */
import { variables } from "../../../generated/config.ts";
import { accountLine } from "../../../src/features/operators/accounts.ts";
import { type Canary, newCore } from "./search.ts";

export interface PlantedSecret extends Canary {
  readonly variable: string;
  readonly value: string;
}

/** What the values that mean something point to. */
export interface Surroundings {
  /** Of a server that takes webhooks. */
  readonly webhooks: string;
  /** DATABASE_URL without a password; undefined: the embedded database, whose path is no secret. */
  readonly database?: string | undefined;
}

export const OPERATOR = "anna";

type Shape = (core: string, around: Surroundings) => string | undefined | Promise<string>;

/** Variables whose value has a form of its own. Every other secret is a word at random. */
const shapes: Readonly<Record<string, Shape>> = {
  DATABASE_URL: (core, { database }) => database?.replace(/\/\/([^:@/]*)(:[^@/]*)?@/, `//$1:${core}@`),
  OPERATORS: (core) => accountLine(OPERATOR, core),
  OPERATOR_WEBHOOK_URL: (core, { webhooks }) => `${webhooks}?key=${core}`,
  CUSTOMER_WEBHOOK_URL: (core, { webhooks }) => `${webhooks}?key=${core}`,
};

const WORD = (core: string) => core;

/** One for each secret variable. Throws when a value is none that its declaration allows: then it needs a shape above. */
export async function plantSecrets(around: Surroundings): Promise<PlantedSecret[]> {
  const planted: PlantedSecret[] = [];
  for (const { name, secret, ...rest } of variables) {
    if (!secret) continue;
    const core = newCore();
    const value = await (shapes[name] ?? WORD)(core, around);
    if (value === undefined) continue;
    const pattern = "pattern" in rest ? rest.pattern : "";
    if (!new RegExp(pattern, "u").test(value))
      throw new Error(
        `${name} must match ${pattern}: say in scripts/testkit/canary/secrets.ts how a value of it looks.`,
      );
    planted.push({ name, variable: name, core, value });
  }
  return planted;
}

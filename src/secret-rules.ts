/** What a secret's value must not be: a stand-in, easy to guess, or the same as another one's. Reads nothing itself. */
import { type ConfigProblem, type Variable, variables } from "../generated/config.ts";
import type { SecretName } from "./core/live-config.ts";

type Values = Readonly<Record<string, string | undefined>>;

/** What kind of secret a variable holds; the compiler asks for the kind of each new one. */
type Kind = keyof typeof secretKinds;

interface KindRules {
  /** The part of the value that nobody else may know; undefined when there is none. */
  readonly part: (value: string) => string | undefined;
  /** Guesses that it must withstand, as a power of two. */
  readonly leastBits: number;
  /** Whether it is changed from time to time. Passwords of people are not: they change when somebody has seen them. */
  readonly rotated: boolean;
  /** Two variables must not share one. */
  readonly unique: boolean;
}

const whole = (value: string): string | undefined => value;
const secretKinds = {
  /** People type it into a camera program; whoever guesses waits after some wrong ones. */
  password: { part: whole, leastBits: 30, rotated: true, unique: true },
  /** A program made it, and nobody types it. */
  key: { part: whole, leastBits: 60, rotated: true, unique: true },
  /** The name of a key. */
  identifier: { part: whole, leastBits: 0, rotated: true, unique: true },
  /** Both webhooks may go to one place. */
  address: { part: whole, leastBits: 0, rotated: true, unique: false },
  database: { part: passwordOfUrl, leastBits: 30, rotated: true, unique: true },
  /** Hashes, which the service reads more strictly itself. */
  accounts: { part: () => undefined, leastBits: 0, rotated: false, unique: false },
} satisfies Record<string, KindRules>;

const kinds: Record<SecretName, Kind> = {
  DATABASE_URL: "database",
  S3_ACCESS_KEY_ID: "identifier",
  S3_SECRET_ACCESS_KEY: "key",
  INGEST_PASSWORD: "password",
  METRICS_TOKEN: "key",
  OPERATORS: "accounts",
  GEMINI_API_KEY: "key",
  OPENAI_API_KEY: "key",
  TURBOTEXT_API_KEY: "key",
  HTTP_PROVIDER_SECRET: "key",
  OPERATOR_WEBHOOK_URL: "address",
  CUSTOMER_WEBHOOK_URL: "address",
  WEBHOOK_SECRET: "key",
};

const declared: readonly Variable[] = variables;

/** Names of the variables that hold secrets. */
export const secretNames: readonly string[] = declared.filter(({ secret }) => secret).map(({ name }) => name);

/** Whether a secret has to be changed from time to time: not accounts of people, nor an address without a password. */
export function isRotated(name: string, value: string): boolean {
  const rules = rulesOf(name);
  return rules?.rotated === true && rules.part(value) !== undefined;
}

/** Reasons to trust none of these values, a line each and never a value. What the contract refuses is left to it. */
export function secretFaults(record: Values): ConfigProblem[] {
  const faults: ConfigProblem[] = [];
  const owners = new Map<string, string>();
  for (const variable of declared) {
    const { name } = variable;
    const value = record[name] ?? "";
    const rules = rulesOf(name);
    const part = value === "" || refusedByContract(variable, value) ? undefined : rules?.part(value);
    if (rules === undefined || part === undefined) continue;
    const what = name === "DATABASE_URL" ? "its password" : "it";
    if (isStandIn(name, part)) {
      faults.push({ name, message: `${name}: ${what} is a stand-in that others know; put ${ADVICE}` });
    } else if (guessBits(part) < rules.leastBits) {
      faults.push({ name, message: `${name}: ${what} is easy to guess; put ${ADVICE}` });
    }
    const owner = rules.unique ? owners.get(part) : undefined;
    if (owner !== undefined) {
      faults.push({ name, message: `${name}: ${what} is the secret of ${owner} as well; give each one of its own` });
    } else if (rules.unique) owners.set(part, name);
  }
  return faults;
}

const ADVICE = "a random one there, such as `openssl rand -hex 24` prints, or have its issuer give another";

function rulesOf(name: string): KindRules | undefined {
  const lasting = declared.find((variable) => variable.name === name)?.deprecated?.renamedTo ?? name;
  const known: Readonly<Record<string, Kind>> = kinds;
  const kind = known[lasting];
  return kind === undefined ? undefined : secretKinds[kind];
}

function refusedByContract({ minLength = 0, pattern = "" }: Variable, value: string): boolean {
  return [...value].length < minLength || !new RegExp(pattern, "u").test(value);
}

/** Undefined for an embedded database, and for a server that asks for none. */
function passwordOfUrl(value: string): string | undefined {
  const password = value.startsWith("postgres") ? URL.parse(value)?.password : undefined;
  if (password === undefined || password === "") return undefined;
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** What people write where they mean to write a secret later, what others deliver as their default, and our tests' own. */
const STAND_IN = new RegExp(
  `^(${[
    "change[-_ ]?(me|this|it|now).*",
    "your[-_ ].*",
    "(my|the)[-_ ](secret|password|key|token)",
    "example.*|(sample|test|demo)([-_ ].*)?\\d*",
    "place[-_ ]?holder",
    "replace[-_ ]?(me|this|it|with).*",
    "insert[-_ ].*",
    "dummy|todo|tbd|fixme|none|null|undefined|default|default[-_ ]?(password|secret|key)",
    "pass(word)?\\d*!?|p[a4@]ssw[o0]rd\\d*!?|passwort\\d*!?|geheim\\d*!?|secret\\d*!?|letmein\\d*|welcome\\d*!?",
    "admin\\d*|administrator|root|postgres|phc|minioadmin|(api[-_ ]?)?key|token|hunter2",
    "correct[-_ ]?horse[-_ ]?battery([-_ ]?staple)?",
    "sk-(x+|\\.+|\\.\\.\\.|test|your.*)",
    "(?<same>.)\\k<same>+|…|1234567890?",
    "<.*>|\\$\\{?\\w+\\}?|%\\w+%|\\{\\{.*\\}\\}",
  ].join("|")})$`,
  "i",
);

/** Whether the value is one that stands where a secret is to be. */
export function isStandIn(name: string, value: string): boolean {
  const text = value.trim();
  const example = declared.find((variable) => variable.name === name)?.default;
  return STAND_IN.test(text) || text.toLowerCase() === name.toLowerCase() || (text !== "" && text === String(example));
}

/** Rows of keys, and what people count along. */
const ROWS = [
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "1q2w3e4r5t6z7u8i9o0p",
  "1q2w3e4r5t6y7u8i9o0p",
];
/** Each counts as one character, and a year as well. */
const WORDS =
  /pass(word|wort)?|secret|geheim|admin|welcome|letmein|photo|foto|booth|ingest|camera|kamera|token|sommer|summer|winter|hallo|hello|(19|20)\d\d/gi;

/**
 * About how many guesses a secret withstands, as a power of two: its characters less those that repeat or continue a row,
 * each worth the kinds of characters that there are. It knows few words, so that it praises many a bad password;
 * what it calls weak is weak.
 */
export function guessBits(text: string): number {
  const plain = shortestPeriod(text);
  const words = plain.replace(/[4@]/g, "a").replace(/[5$]/g, "s").replace(/0/g, "o").replace(/3/g, "e");
  // A word in disguise is as long as the word.
  const shorter = Math.min(...[plain, words].map((written) => unforeseen(written.replace(WORDS, "\u0000"))));
  const sets: readonly (readonly [RegExp, number])[] = [
    [/[0-9]/, 10],
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[^0-9a-zA-Z]/, 33],
  ];
  const pool = sets.reduce((sum, [set, size]) => sum + (set.test(text) ? size : 0), 0);
  return shorter * Math.log2(Math.max(pool, 2));
}

/** A pair that follows is chance, as are "a" and "B": only rows of three in one case count, or generated passwords would look weak. */
function unforeseen(text: string): number {
  const characters = [...text];
  const steps = characters.map((character, i) => i > 0 && follows(characters[i - 1] ?? "", character));
  return characters.filter((_, i) => steps[i] !== true || !(steps[i - 1] === true || steps[i + 1] === true)).length;
}

function follows(before: string, character: string): boolean {
  if (Math.abs((before.codePointAt(0) ?? 0) - (character.codePointAt(0) ?? 0)) <= 1) return true;
  const pair = before + character;
  if (pair !== pair.toLowerCase() && pair !== pair.toUpperCase()) return false;
  const keys = pair.toLowerCase();
  return ROWS.some((row) => row.includes(keys) || row.includes([...keys].reverse().join("")));
}

/** "abcabcab" is "abc" over and over. */
function shortestPeriod(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length)
    ) {
      return text.slice(0, length);
    }
  }
  return text;
}

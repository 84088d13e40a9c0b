// Generated from spec/contracts/schemas/config.yaml by codegen/emitters/config.ts. Do not edit: npm run codegen
/** The environment variables of the contract: what each may be, and the pure parser. Reads no environment itself. */

export interface Config {
  /** Kind of installation. staging obeys every refusal of production. */
  readonly NODE_ENV: "development" | "test" | "staging" | "production";
  /** Address to listen on. 0.0.0.0 opens the service to the network. */
  readonly HOST: string;
  /** TCP port to listen on; 0 takes a free one. */
  readonly PORT: number;
  /** Folder of the embedded database, the media, the photos in work and the lock of this service process. */
  readonly DATA_DIR: string;
  /**
   * Empty for the embedded SQLite in DATA_DIR, sqlite:PATH, or postgres://USER:PASSWORD@HOST/DATABASE, which any number
   * of instances can share.
   */
  readonly DATABASE_URL: string;
  /** Connections to PostgreSQL that this process opens at most. SQLite has one. */
  readonly DATABASE_MAX_CONNECTIONS: number;
  /**
   * Empty for DATA_DIR/media, file:///PATH, or s3://BUCKET/PREFIX for storage that speaks S3. Photos in work stay in
   * DATA_DIR then.
   */
  readonly MEDIA_URL: string;
  /** Address of the S3 server, without a slash at its end. Empty for the one of AWS in S3_REGION. */
  readonly S3_ENDPOINT: string;
  /** Region of the bucket; part of each signature, so it must be what the S3 server expects. */
  readonly S3_REGION: string;
  /**
   * Whether the bucket is named in the path of a request and not in its host, as most servers other than AWS want it.
   */
  readonly S3_PATH_STYLE: boolean;
  /**
   * Access key for the bucket. Empty, the credentials come from where AWS programs look for them, as the role of the
   * machine.
   */
  readonly S3_ACCESS_KEY_ID: string;
  /** The secret of S3_ACCESS_KEY_ID. */
  readonly S3_SECRET_ACCESS_KEY: string;
  /** Hours after its creation at which a result expires. Lowering it counts for existing results too. */
  readonly RESULT_TTL_HOURS: number;
  /** T_sync_response. An operator can change it at run time; this is where it starts. */
  readonly T_SYNC_RESPONSE_SECONDS: number;
  /** Password that the camera programs send with each photo. */
  readonly INGEST_PASSWORD: string;
  /**
   * What happens when the hash of a photo differs from the field hash. enforce answers 400, warn accepts, logs and
   * counts.
   */
  readonly INGEST_HASH_POLICY: "enforce" | "warn";
  /** Largest photo accepted, in bytes. */
  readonly INGEST_MAX_BYTES: number;
  /** Largest photo accepted, in pixels (width times height). */
  readonly INGEST_MAX_PIXELS: number;
  /** Ingest jobs that may be in work at once. An operator can change it at run time; this is where it starts. */
  readonly INGEST_MAX_PARALLEL: number;
  /**
   * Photos that may be at the provider local at once, whichever slots they come from. An operator can change it at run
   * time; this is where it starts.
   */
  readonly LOCAL_MAX_PARALLEL: number;
  /**
   * Photos that may be at the provider http at once, whichever slots they come from. An operator can change it at run
   * time; this is where it starts.
   */
  readonly HTTP_MAX_PARALLEL: number;
  /**
   * Photos that may be at the provider gemini at once, whichever slots they come from. An operator can change it at run
   * time; this is where it starts.
   */
  readonly GEMINI_MAX_PARALLEL: number;
  /**
   * Photos that may be at the provider openai at once, whichever slots they come from. An operator can change it at run
   * time; this is where it starts.
   */
  readonly OPENAI_MAX_PARALLEL: number;
  /**
   * Photos that may be at the provider turbotext at once, whichever slots they come from. An operator can change it at
   * run time; this is where it starts.
   */
  readonly TURBOTEXT_MAX_PARALLEL: number;
  /**
   * Photos that may be at the provider fault at once, whichever slots they come from. An operator can change it at run
   * time; this is where it starts.
   */
  readonly FAULT_MAX_PARALLEL: number;
  /**
   * Uploads in progress from one address (of IPv6, one /64 network) that have shown no password yet; three quarters of
   * INGEST_MAX_PARALLEL at the most, and of those of the provider of the slot. A form that sends the password before
   * the file counts for a moment only.
   */
  readonly UPLOADS_PER_ADDRESS: number;
  /**
   * Connections from one address (of IPv6, one /64 network) at once, of 2000 in all; proxies of TRUSTED_PROXIES and on
   * this machine aside, which limit their clients themselves.
   */
  readonly CONNECTIONS_PER_ADDRESS: number;
  /** How long the same photo sent to the same slot gets its stored result instead of a new edit; 0 switches it off. */
  readonly REPLAY_WINDOW_SECONDS: number;
  /** Seconds between SIGTERM (readiness turns 503) and the end of accepting requests, for a load balancer to notice. */
  readonly DRAIN_DELAY_SECONDS: number;
  /** Bearer token that /metrics asks for beyond loopback. Empty, /metrics answers loopback only. */
  readonly METRICS_TOKEN: string;
  /**
   * Accounts of the operators, one a line, as "npm run ops -- account NAME" prints them; best in a file that
   * OPERATORS_FILE names. Empty, nobody can sign in.
   */
  readonly OPERATORS: string;
  /**
   * Minutes without a request after which an operator has to sign in again; 12 hours after the sign-in at the latest.
   */
  readonly OPERATOR_SESSION_MINUTES: number;
  /**
   * Addresses or networks (10.8.0.0/24) that operators are let in from, with commas between; * for everywhere. Programs
   * on this machine always are, unless a proxy passes on what they send. Empty, nobody else is.
   */
  readonly OPERATOR_NETWORKS: string;
  /**
   * Addresses or networks (10.0.0.0/8) of the proxies on other machines whose X-Forwarded-For and X-Forwarded-Proto are
   * believed, with commas between; one on this machine is believed always. Connections, uploads, wrong passwords and
   * operators are judged by the address that it names.
   */
  readonly TRUSTED_PROXIES: string;
  /** Least severe level that is logged. */
  readonly LOG_LEVEL: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** Key of the provider gemini. Empty, the provider is not there. */
  readonly GEMINI_API_KEY: string;
  /**
   * Where the provider gemini is called, without a slash at its end. The key goes to this server alone; http is for
   * this machine.
   */
  readonly GEMINI_BASE_URL: string;
  /** Key of the provider openai. Empty, the provider is not there. */
  readonly OPENAI_API_KEY: string;
  /**
   * Where the provider openai is called, without a slash at its end. The key goes to this server alone; http is for
   * this machine.
   */
  readonly OPENAI_BASE_URL: string;
  /** Key of the provider turbotext. Empty, the provider is not there. */
  readonly TURBOTEXT_API_KEY: string;
  /**
   * Where the provider turbotext is called, without a path. The key goes there and nowhere else; http to this host
   * alone.
   */
  readonly TURBOTEXT_BASE_URL: string;
  /** Signs the calls of the provider http, an endpoint of your own. Empty, the provider is not there. */
  readonly HTTP_PROVIDER_SECRET: string;
  /**
   * Whether a URL in the settings of a slot may lead to a private or loopback address. A link-local one, where clouds
   * hand out the keys of a machine, is never called.
   */
  readonly PROVIDER_PRIVATE_ADDRESSES: "refuse" | "allow";
  /** Where operators are told of what the service does by itself, as JSON in a POST. Empty tells nobody. */
  readonly OPERATOR_WEBHOOK_URL: string;
  /** Where the customer's notices go, as JSON in a POST. Empty tells nobody. */
  readonly CUSTOMER_WEBHOOK_URL: string;
  /** Key of the header X-Signature of webhooks: HMAC-SHA256 over the time, a dot and the body. Webhooks need it. */
  readonly WEBHOOK_SECRET: string;
}

/** What a variable's value must be. */
export const variables = [
  {
    name: "NODE_ENV",
    type: "enum",
    secret: false,
    required: false,
    line: 5,
    default: "development",
    values: ["development", "test", "staging", "production"],
  },
  { name: "HOST", type: "string", secret: false, required: false, line: 10, default: "127.0.0.1" },
  { name: "PORT", type: "integer", secret: false, required: false, line: 14, default: 8080, min: 0, max: 65535 },
  { name: "DATA_DIR", type: "string", secret: false, required: false, line: 20, default: "data" },
  {
    name: "DATABASE_URL",
    type: "string",
    secret: true,
    required: false,
    line: 24,
    default: "",
    pattern: "^(sqlite:.+|postgres(ql)?://.+)?$",
  },
  {
    name: "DATABASE_MAX_CONNECTIONS",
    type: "integer",
    secret: false,
    required: false,
    line: 30,
    default: 10,
    min: 2,
    max: 100,
  },
  {
    name: "MEDIA_URL",
    type: "string",
    secret: false,
    required: false,
    line: 36,
    default: "",
    pattern: "^(file:///.+|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?)?$",
  },
  {
    name: "S3_ENDPOINT",
    type: "string",
    secret: false,
    required: false,
    line: 41,
    default: "",
    pattern: "^(https?://[^@?#\\s]*[^/@?#\\s])?$",
  },
  {
    name: "S3_REGION",
    type: "string",
    secret: false,
    required: false,
    line: 46,
    default: "us-east-1",
    pattern: "^[a-z0-9-]+$",
  },
  { name: "S3_PATH_STYLE", type: "boolean", secret: false, required: false, line: 51, default: false },
  { name: "S3_ACCESS_KEY_ID", type: "string", secret: true, required: false, line: 55, default: "" },
  { name: "S3_SECRET_ACCESS_KEY", type: "string", secret: true, required: false, line: 60, default: "" },
  {
    name: "RESULT_TTL_HOURS",
    type: "integer",
    secret: false,
    required: false,
    line: 65,
    default: 168,
    min: 1,
    max: 8760,
  },
  {
    name: "T_SYNC_RESPONSE_SECONDS",
    type: "number",
    secret: false,
    required: false,
    line: 71,
    default: 48,
    min: 10,
    max: 60,
  },
  { name: "INGEST_PASSWORD", type: "string", secret: true, required: true, line: 75, minLength: 8 },
  {
    name: "INGEST_HASH_POLICY",
    type: "enum",
    secret: false,
    required: false,
    line: 81,
    default: "enforce",
    values: ["enforce", "warn"],
  },
  {
    name: "INGEST_MAX_BYTES",
    type: "integer",
    secret: false,
    required: false,
    line: 86,
    default: 20971520,
    min: 1024,
    max: 1073741824,
  },
  {
    name: "INGEST_MAX_PIXELS",
    type: "integer",
    secret: false,
    required: false,
    line: 92,
    default: 60000000,
    min: 10000,
    max: 268402689,
  },
  {
    name: "INGEST_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 98,
    default: 30,
    min: 1,
    max: 1000,
  },
  {
    name: "LOCAL_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 104,
    default: 1000,
    min: 1,
    max: 1000,
  },
  {
    name: "HTTP_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 112,
    default: 1000,
    min: 1,
    max: 1000,
  },
  {
    name: "GEMINI_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 120,
    default: 1000,
    min: 1,
    max: 1000,
  },
  {
    name: "OPENAI_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 128,
    default: 1000,
    min: 1,
    max: 1000,
  },
  {
    name: "TURBOTEXT_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 136,
    default: 1000,
    min: 1,
    max: 1000,
  },
  {
    name: "FAULT_MAX_PARALLEL",
    type: "integer",
    secret: false,
    required: false,
    line: 144,
    default: 1000,
    min: 1,
    max: 1000,
  },
  {
    name: "UPLOADS_PER_ADDRESS",
    type: "integer",
    secret: false,
    required: false,
    line: 152,
    default: 32,
    min: 1,
    max: 1000,
  },
  {
    name: "CONNECTIONS_PER_ADDRESS",
    type: "integer",
    secret: false,
    required: false,
    line: 160,
    default: 500,
    min: 10,
    max: 2000,
  },
  {
    name: "REPLAY_WINDOW_SECONDS",
    type: "integer",
    secret: false,
    required: false,
    line: 168,
    default: 600,
    min: 0,
    max: 86400,
  },
  {
    name: "DRAIN_DELAY_SECONDS",
    type: "integer",
    secret: false,
    required: false,
    line: 174,
    default: 0,
    min: 0,
    max: 60,
  },
  { name: "METRICS_TOKEN", type: "string", secret: true, required: false, line: 180, default: "" },
  { name: "OPERATORS", type: "string", secret: true, required: false, line: 185, default: "", pattern: "^[\\s\\S]*$" },
  {
    name: "OPERATOR_SESSION_MINUTES",
    type: "integer",
    secret: false,
    required: false,
    line: 194,
    default: 60,
    min: 5,
    max: 720,
  },
  { name: "OPERATOR_NETWORKS", type: "string", secret: false, required: false, line: 200, default: "" },
  { name: "TRUSTED_PROXIES", type: "string", secret: false, required: false, line: 206, default: "" },
  {
    name: "LOG_LEVEL",
    type: "enum",
    secret: false,
    required: false,
    line: 213,
    default: "info",
    values: ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
  },
  { name: "GEMINI_API_KEY", type: "string", secret: true, required: false, line: 218, default: "" },
  {
    name: "GEMINI_BASE_URL",
    type: "string",
    secret: false,
    required: false,
    line: 223,
    default: "https://generativelanguage.googleapis.com",
    pattern: "^https?://[^@?#\\s]*[^/@?#\\s]$",
  },
  { name: "OPENAI_API_KEY", type: "string", secret: true, required: false, line: 228, default: "" },
  {
    name: "OPENAI_BASE_URL",
    type: "string",
    secret: false,
    required: false,
    line: 233,
    default: "https://api.openai.com",
    pattern: "^https?://[^@?#\\s]*[^/@?#\\s]$",
  },
  { name: "TURBOTEXT_API_KEY", type: "string", secret: true, required: false, line: 238, default: "" },
  {
    name: "TURBOTEXT_BASE_URL",
    type: "string",
    secret: false,
    required: false,
    line: 243,
    default: "https://www.turbotext.ru",
    pattern: "^https?://[^/?#]+$",
  },
  {
    name: "HTTP_PROVIDER_SECRET",
    type: "string",
    secret: true,
    required: false,
    line: 248,
    default: "",
    minLength: 16,
  },
  {
    name: "PROVIDER_PRIVATE_ADDRESSES",
    type: "enum",
    secret: false,
    required: false,
    line: 254,
    default: "refuse",
    values: ["refuse", "allow"],
  },
  {
    name: "OPERATOR_WEBHOOK_URL",
    type: "string",
    secret: true,
    required: false,
    line: 261,
    default: "",
    pattern: "^(https?://.+)?$",
  },
  {
    name: "CUSTOMER_WEBHOOK_URL",
    type: "string",
    secret: true,
    required: false,
    line: 267,
    default: "",
    pattern: "^(https?://.+)?$",
  },
  { name: "WEBHOOK_SECRET", type: "string", secret: true, required: false, line: 273, default: "", minLength: 16 },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]["name"];

type Value = string | number | boolean | undefined;

export interface Variable {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "enum";
  /** Its value never stands in a message or a log. */
  readonly secret: boolean;
  readonly required: boolean;
  /** Line of its declaration in spec/contracts/schemas/config.yaml. */
  readonly line: number;
  readonly default?: string | number | boolean;
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** It goes away after the day of its sunset; one that was renamed is read until then where the new name is not set. */
  readonly deprecated?: { readonly since: string; readonly renamedTo?: string; readonly sunset: string };
}

type Texts = Readonly<Record<string, string | undefined>>;

/** What is wrong with a variable, in one line; the value of a secret is never in it. */
export interface ConfigProblem {
  readonly name: string;
  readonly message: string;
}

/**
 * Checks and converts the variables of a plain record; an empty string counts as not set. Returns all problems at once:
 * an array, never empty, means that there is no configuration.
 */
export function parseConfig(record: Texts): Config | ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const values: Partial<Record<VariableName, Value>> = {};
  for (const variable of variables) {
    if (isRenamed(variable)) continue;
    const [source = variable, ...others] = namesOf(variable).filter(({ name }) => (record[name] ?? "") !== "");
    const text = record[source.name] ?? "";
    const value = text === "" ? defaultOf(variable) : convert[source.type](text, source);
    const fault = faultOf(source, text, value);
    if (fault !== undefined) problems.push({ name: source.name, message: message(source, text, fault) });
    for (const other of others) problems.push({ name: other.name, message: setTwice(variable, source, other) });
    values[variable.name] = value;
  }
  // Each value was just checked against its declaration, and Config is generated from the same declarations.
  return problems.length > 0 ? problems : (values as Config);
}

/** A line for each variable that is set and goes away. The value is never in it. */
export function configWarnings(record: Texts): string[] {
  return declared.flatMap(({ name, line, deprecated }) => {
    if (deprecated === undefined || (record[name] ?? "") === "") return [];
    const { since, renamedTo, sunset } = deprecated;
    const advice = renamedTo === undefined ? "" : `: set ${renamedTo} instead`;
    return [`${name} is deprecated since ${since} and gone after ${sunset}${advice} (spec/contracts/schemas/config.yaml:${line})`];
  });
}

const declared: readonly Variable[] = variables;

function isRenamed({ deprecated }: Variable): boolean {
  return deprecated?.renamedTo !== undefined;
}

/** A variable under its own name, and under those that were renamed to it. */
function namesOf(variable: Variable): Variable[] {
  return [variable, ...declared.filter(({ deprecated }) => deprecated?.renamedTo === variable.name)];
}

function setTwice({ name: lasting }: Variable, { name: kept }: Variable, { name, secret, line }: Variable): string {
  const spare = secret ? `${name} or ${name}_FILE` : name;
  return `${name}: is an old name of ${lasting}, and ${kept} is set as well; remove ${spare} (spec/contracts/schemas/config.yaml:${line})`;
}

function defaultOf(variable: Variable): Value {
  return variable.default;
}

const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The value of a text, undefined when the text is none of the type. */
const convert: Record<Variable["type"], (text: string, variable: Variable) => Value> = {
  string: (text) => text,
  integer: (text) => (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  boolean: (text) => (["true", "1"].includes(text) ? true : ["false", "0"].includes(text) ? false : undefined),
  enum: (text, { values }) => values?.find((value) => value === text),
};

const expected: Record<Variable["type"], (variable: Variable) => string> = {
  string: () => "a text",
  integer: () => "an integer",
  number: () => "a number",
  boolean: () => "true, false, 1 or 0",
  enum: ({ values }) => `one of ${values?.join(", ")}`,
};

function faultOf(variable: Variable, text: string, value: Value): string | undefined {
  if (text === "") return variable.required ? "must be set" : undefined;
  if (value === undefined) return `must be ${expected[variable.type](variable)}`;
  const { min, max, minLength, pattern } = variable;
  if (min !== undefined && Number(value) < min) return `must be ≥ ${min}`;
  if (max !== undefined && Number(value) > max) return `must be ≤ ${max}`;
  if (minLength !== undefined && [...text].length < minLength) return `must have at least ${minLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text)) return `must match ${pattern}`;
  return undefined;
}

function message({ name, secret, line }: Variable, text: string, fault: string): string {
  // Escaped, so that a stray carriage return of an edited file can be seen; without the user and password of an address.
  const told = text.replace(/\/\/.*@/s, "//…@");
  const shown = secret || text === "" ? "" : `=${JSON.stringify(told).slice(1, -1)}`;
  return `${name}${shown}: ${fault} (spec/contracts/schemas/config.yaml:${line})`;
}

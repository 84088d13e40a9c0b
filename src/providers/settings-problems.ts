/** Turns what the generated validators find in a slot's settings into sentences. */

/** The part of ajv's error object that is read here. */
interface ValidationError {
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** One sentence an error: which setting, what is wrong, and what is allowed. */
export function settingsProblems(errors: readonly ValidationError[] | null | undefined): string[] {
  return (errors ?? []).map(({ instancePath, message, params }) => {
    const setting = instancePath === "" ? "settings" : instancePath.slice(1).replaceAll("/", ".");
    return `${setting}: ${message ?? "is not valid"}${hint(params)}`;
  });
}

function hint({ additionalProperty, allowedValues }: Readonly<Record<string, unknown>> = {}): string {
  if (typeof additionalProperty === "string") return `: ${additionalProperty}`;
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(", ")}`;
  return "";
}

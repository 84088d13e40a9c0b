/** Renders the texts of alerts: a value or a label, with the functions that the contract's templates use and no others. */

/** What a template speaks of. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** An expression in braces that is not known here stays as it is written, for people to see. */
export function renderTemplate(template: string, data: TemplateData): string {
  return template.replace(/\{\{\s*(.*?)\s*\}\}/g, (written, action: string) => render(action, data) ?? written);
}

const functions: Readonly<Record<string, (value: number) => string>> = { humanizePercentage, humanizeDuration };

function render(action: string, { labels, value }: TemplateData): string | undefined {
  const label = /^\$labels\.(\w+)$/.exec(action)?.[1];
  if (label !== undefined) return Object.hasOwn(labels, label) ? labels[label] : "";
  const name = /^\$value\s*\|\s*(\w+)$/.exec(action)?.[1];
  return name !== undefined && Object.hasOwn(functions, name) ? functions[name]?.(value) : undefined;
}

function humanizePercentage(value: number): string {
  return `${fourDigits(value * 100)}%`;
}

function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return fourDigits(seconds);
  const [sign, length] = [seconds < 0 ? "-" : "", Math.abs(seconds)];
  if (length < 60) return `${sign}${shortDuration(length)}`;
  const whole = Math.trunc(length);
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600), Math.floor(whole / 60)];
  const parts = [`${days}d`, `${hours % 24}h`, `${minutes % 60}m`, `${whole % 60}s`];
  return `${sign}${parts.slice(days > 0 ? 0 : hours > 0 ? 1 : 2).join(" ")}`;
}

/** Below a minute; below a second in the unit that leaves at least one digit before the point. */
function shortDuration(seconds: number): string {
  if (seconds === 0) return "0s";
  const units = ["", "m", "u", "n", "p", "f", "a", "z", "y"];
  let [scaled, steps] = [seconds, 0];
  for (; steps < units.length - 1 && scaled < 1; steps++) scaled *= 1000;
  return `${fourDigits(scaled)}${units[steps] ?? ""}s`;
}

/** Go's %.4g: four significant digits without trailing zeros, an exponent below 1e-4 and from 1e4 on. */
function fourDigits(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const [digits = "0", power = "0"] = value.toExponential(3).split("e");
  const exponent = Number(power);
  const mantissa = digits.replace(/\.?0+$/, "");
  if (value === 0 || (exponent >= -4 && exponent < 4)) return String(Number(`${digits}e${power}`));
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

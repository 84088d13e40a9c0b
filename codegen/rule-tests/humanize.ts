/** The functions of Prometheus' templates that make numbers readable, as template/template.go of 2.42 has them. */
import { goSignificant } from "./go-format.ts";

const LARGE = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
const SMALL = ["m", "u", "n", "p", "f", "a", "z", "y"];
const BINARY = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return goSignificant(value, 4);
  return Math.abs(value) >= 1 ? scaledDown(value, 1000, LARGE) : scaledUp(value);
}

export function humanize1024(value: number): string {
  if (Math.abs(value) <= 1 || !Number.isFinite(value)) return goSignificant(value, 4);
  return scaledDown(value, 1024, BINARY);
}

export function humanizePercentage(value: number): string {
  return `${goSignificant(value * 100, 4)}%`;
}

export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return goSignificant(seconds, 4);
  if (seconds === 0) return "0s";
  if (Math.abs(seconds) < 1) return `${scaledUp(seconds)}s`;
  const sign = seconds < 0 ? "-" : "";
  const whole = Math.trunc(Math.abs(seconds));
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  const rest = `${whole % 60}s`;
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${rest}`;
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${rest}`;
  if (minutes > 0) return `${sign}${minutes}m ${rest}`;
  return `${sign}${goSignificant(Math.abs(seconds), 4)}s`;
}

function scaledDown(value: number, base: number, prefixes: readonly string[]): string {
  let [scaled, steps] = [value, 0];
  for (; steps < prefixes.length && Math.abs(scaled) >= base; steps++) scaled /= base;
  return `${goSignificant(scaled, 4)}${prefixes[steps - 1] ?? ""}`;
}

function scaledUp(value: number): string {
  let [scaled, steps] = [value, 0];
  for (; steps < SMALL.length && Math.abs(scaled) < 1; steps++) scaled *= 1000;
  return `${goSignificant(scaled, 4)}${SMALL[steps - 1] ?? ""}`;
}

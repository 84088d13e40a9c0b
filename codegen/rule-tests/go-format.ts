/** Numbers as Go's fmt prints them, ties to even, and the verbs of printf that templates use. */

/** %v of a float64: shortest digits, an exponent below 1e-4 and from 1e6 on. */
export function goShortest(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  const [digits = "0", exponent = "0"] = value.toExponential().split("e");
  return withinPlain(Number(exponent), 6) ? plain(value) : `${digits}e${goExponent(Number(exponent))}`;
}

/** %.Ng: so many significant digits, without trailing zeros. */
export function goSignificant(value: number, precision: number): string {
  if (!Number.isFinite(value)) return special(value);
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "0", exponent = "0"] = roundedExponential(value, Math.max(1, precision) - 1).split("e");
  const mantissa = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  if (!withinPlain(Number(exponent), Math.max(1, precision))) return `${mantissa}e${goExponent(Number(exponent))}`;
  return plain(Number(`${mantissa}e${exponent}`));
}

/** %.Nf: so many decimals. */
export function goFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return special(value);
  const [rounded, exact] = [value.toFixed(decimals), value.toFixed(Math.min(100, decimals + 60))];
  const rest = exact.slice(exact.length - (Math.min(100, decimals + 60) - decimals));
  if (!/^50*$/.test(rest)) return rounded;
  const down = exact.slice(0, exact.length - rest.length).replace(/\.$/, "");
  return isEven(down) ? down : rounded;
}

/** fmt.Sprintf with one argument; undefined for a verb that is not known here or does not fit the argument. */
export function goPrintf(format: string, argument: number | string): string | undefined {
  let used = 0;
  let isKnown = true;
  const text = format.replace(/%(\.(\d+))?(.)/g, (_, _dot, precision: string | undefined, verb: string) => {
    if (verb === "%") return "%";
    used++;
    const formatted = formatOne(verb, precision === undefined ? undefined : Number(precision), argument);
    if (formatted === undefined) isKnown = false;
    return formatted ?? "";
  });
  return isKnown && used === 1 ? text : undefined;
}

function formatOne(verb: string, precision: number | undefined, argument: number | string): string | undefined {
  if (typeof argument === "string") return precision === undefined && /[sv]/.test(verb) ? argument : undefined;
  if (verb === "f") return goFixed(argument, precision ?? 6);
  if (verb !== "g" && verb !== "v") return undefined;
  if (precision !== undefined) return goSignificant(argument, precision);
  return goShortest(argument);
}

function special(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

function withinPlain(exponent: number, limit: number): boolean {
  return exponent >= -4 && exponent < limit;
}

/** Decimal digits without an exponent, of numbers between 1e-5 and 1e21. */
function plain(value: number): string {
  const text = String(value);
  const small = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text);
  if (!small) return Object.is(value, -0) ? "-0" : text;
  const [, sign = "", first = "", rest = "", exponent = "0"] = small;
  return `${sign}0.${"0".repeat(Number(exponent) - 1)}${first}${rest}`;
}

function goExponent(exponent: number): string {
  return `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Where a number lies exactly between two decimals, Go takes the even one, JavaScript the greater. */
function roundedExponential(value: number, decimals: number): string {
  const rounded = value.toExponential(decimals);
  const [digits = "", exponent = ""] = value.toExponential(Math.min(100, decimals + 60)).split("e");
  const rest = digits.slice(digits.length - (Math.min(100, decimals + 60) - decimals));
  if (!/^50*$/.test(rest)) return rounded;
  const down = digits.slice(0, digits.length - rest.length).replace(/\.$/, "");
  return isEven(down) ? `${down}e${exponent}` : rounded;
}

function isEven(digits: string): boolean {
  return /[02468]$/.test(digits);
}

/** Every kind of change with its class, whom it breaks and why: the one table that the diff, its documents and its tests share. */

export type ChangeClass = "patch" | "minor" | "major";

/** Who has to act. */
export type Consumer = "query" | "match" | "alert identity" | "generated code" | "HTTP client" | "deployment";

/** As VERSION.json and the changelog group changes. */
export type ChangeType = "added" | "changed" | "deprecated" | "removed" | "fixed";

export interface Kind {
  readonly class: ChangeClass;
  /** Other classes that a change of this kind may have; `why` says when. */
  readonly or?: readonly ChangeClass[];
  readonly type: ChangeType;
  /** Who has to act when it is major. */
  readonly breaks: readonly Consumer[];
  readonly title: string;
  readonly why: string;
  /** The kind of the same change made backwards. */
  readonly mirror: string;
}

const SERIES: readonly Consumer[] = ["query", "generated code"];
const CLIENT: readonly Consumer[] = ["HTTP client"];
const HOST: readonly Consumer[] = ["deployment"];
const CODE: readonly Consumer[] = ["generated code"];

// biome-ignore format: one kind a line
const metrics = {
  M01: kind("major", "removed", SERIES, "metric removed or renamed", "queries that name it are empty without an error", "M03"),
  M02: kind("minor", "deprecated", [], "metric deprecated, its successor shows the same", "both names are there until the sunset", "D01"),
  M03: kind("minor", "added", [], "metric added", "nobody can name it yet", "M01"),
  M04: kind("major", "changed", SERIES, "metric type changed", "rates, quantiles and series names mean another thing", "M04"),
  M05: kind("major", "changed", ["query"], "unit changed under the same name", "every threshold is silently wrong", "M05"),
  M06: kind("patch", "changed", [], "help text changed", "only people read it", "M06"),
  M07: kind("major", "changed", ["query"], "meaning changed, as its author declares", "no query can see it, and all are affected", "M07"),
  M08: kind("major", "changed", ["query"], "series no longer there from the start", "what was 0 is absent, so sums and comparisons lose it", "M09"),
  M09: kind("minor", "changed", [], "another value before the first record", "what compares it may act differently until then", "M09"),
  M10: kind("major", "changed", ["query"], "promise of stability withdrawn", "what relied on the name may lose it without notice", "M11"),
  M11: kind("minor", "changed", [], "metric promised to be stable", "nothing that worked stops working", "M10"),
  M12: kind("major", "changed", ["query"], "series no longer additive over instances", "sums over instances count the same thing several times", "M13"),
  M13: kind("minor", "changed", [], "series additive over instances", "what was read with max still works", "M12"),
  L01: kind("major", "removed", ["query", "match", "generated code"], "label removed or renamed", "queries that name it are empty, and series collapse into one", "L02"),
  L02: {
    ...kind("major", "added", ["match", "alert identity", "generated code"], "label added to a metric", "series get another identity, so default matching and silences miss them", "L01"),
    or: ["minor"],
  },
  L04: kind("minor", "added", [], "value added to a closed domain", "series are added; selectors with != and =~ may see them", "L05"),
  L05: {
    ...kind("minor", "removed", ["query"], "value removed from a closed domain", "major when the contract names it or an answer shows it", "L04"),
    or: ["major"],
  },
  L06: {
    ...kind("minor", "changed", ["deployment"], "series budget raised", "major when the series no longer fit the budget that was promised", "L07"),
    or: ["major"],
  },
  L07: kind("patch", "changed", [], "series budget lowered", "fewer series than were planned for", "L06"),
  L08: kind("minor", "added", [], "label declared", "no series has it by that alone", "L09"),
  L09: kind("major", "removed", CODE, "declaration of a label removed", "its type and its values are gone from the generated code", "L08"),
  B01: kind("minor", "added", [], "bucket added", "old bounds still work; quantiles are estimated anew", "B02"),
  B02: kind("major", "removed", ["query"], "bucket removed", "selectors of its bound are empty", "B01"),
  B03: kind("major", "removed", ["query"], "highest finite bucket removed", "quantiles are capped lower, thresholds above can never be reached", "B04"),
  B04: kind("minor", "added", [], "finite bucket added above the highest", "quantiles can rise higher: an alert may start to fire", "B03"),
  B05: kind("minor", "removed", [], "bucket of an experimental metric removed", "the contract does not use it, and nothing was promised", "B01"),
} as const;

// biome-ignore format: one kind a line
const rules = {
  R01: kind("major", "removed", ["query"], "recording rule removed or renamed", "it is a series like any other", "R02"),
  R02: kind("minor", "added", [], "recording rule added", "nobody can name it yet", "R01"),
  R03: kind("major", "changed", ["query", "match"], "recording rule gives other labels", "queries and matches on its labels are empty", "R03"),
  R04: kind("major", "changed", ["query"], "recording rule gives other values", "the same name says another thing", "R04"),
  R05: kind("patch", "changed", [], "recording rule written otherwise", "proven to give the same", "R05"),
  A01: kind("major", "removed", ["alert identity"], "alert removed or renamed", "routes, silences and runbooks name it", "A02"),
  A02: kind("minor", "added", [], "alert added", "somebody may be woken by it", "A01"),
  A03: kind("major", "changed", ["alert identity"], "alert has other labels", "silences and routes that match its labels miss it", "A03"),
  A04: kind("minor", "changed", [], "limit or time of an alert changed", "the same alert fires sooner, later or more rarely", "A04"),
  A05: kind("patch", "changed", [], "alert written otherwise", "proven to fire for the same, or only its texts differ", "A05"),
  A06: kind("minor", "fixed", [], "alert that could never fire can", "it may start to fire", "X00"),
  A07: kind("major", "changed", ["alert identity"], "alert fires for another condition", "silences and runbooks were written for the old one", "A07"),
  A08: kind("major", "changed", ["alert identity"], "severity of an alert changed", "it is routed to other people", "A08"),
  A09: kind("minor", "changed", [], "alerts that one mutes changed", "while it fires, others are told of or not", "A09"),
  A10: kind("minor", "changed", [], "pace of notifications changed", "people are told sooner or later, or again", "A10"),
  S01: {
    ...kind("major", "changed", ["query"], "promise loosened", "major for an SLA, which others rely on; minor for an objective of our own", "S02"),
    or: ["minor"],
  },
  S02: kind("minor", "changed", [], "promise tightened", "who relied on the old one gets more", "S01"),
  S03: kind("major", "removed", ["query"], "SLA or objective removed", "what others rely on is no longer promised", "S04"),
  S04: kind("minor", "added", [], "SLA or objective added", "nobody relies on it yet", "S03"),
  S05: kind("major", "changed", ["query"], "SLA or objective measures another thing", "the same name promises another thing", "S05"),
  S06: kind("patch", "changed", [], "SLA or objective described otherwise", "proven to measure the same, or only its texts differ", "S06"),
  S07: kind("minor", "changed", [], "SLA or objective watched otherwise", "another alert guards it, or fewer events count", "S07"),
  E01: kind("major", "removed", ["query", "deployment"], "endpoint, its path or its format changed", "scrapes fail, or series get another job", "E02"),
  E02: kind("minor", "added", [], "endpoint added", "nobody scrapes it yet", "E01"),
  E03: kind("minor", "changed", [], "pace of scrapes or rules, or retention changed", "windows of queries must still fit", "E03"),
  T01: kind("major", "removed", CODE, "param removed", "what reads it has no value", "T02"),
  T02: kind("minor", "added", [], "param added", "nobody reads it yet", "T01"),
  T03: kind("major", "changed", HOST, "bounds of a param narrowed", "a value in use may be refused", "T04"),
  T04: kind("minor", "changed", [], "bounds of a param widened", "every value in use is still allowed", "T03"),
  T05: kind("major", "changed", HOST, "default of a param changed", "who set nothing gets another value", "T05"),
  T06: kind("major", "changed", ["query", "deployment"], "unit or gauge of a param changed", "values in use mean another thing", "T06"),
  D01: kind("patch", "changed", [], "no longer deprecated, or later gone", "there is more time than was said", "D02"),
  D02: kind("minor", "deprecated", [], "deprecated", "it is there until the sunset", "D01"),
  D03: kind("major", "changed", ["query", "deployment"], "gone sooner than was said", "who planned with the sunset is late", "D01"),
  D04: kind("minor", "deprecated", [], "another successor named", "what is deprecated is still there", "D04"),
} as const;

// biome-ignore format: one kind a line
const config = {
  C01: kind("major", "removed", HOST, "variable removed or renamed", "what a deployment sets is ignored", "C03"),
  C02: kind("major", "added", HOST, "required variable added", "a deployment without it does not start", "C01"),
  C03: kind("minor", "added", [], "optional variable added", "it has a default, or may be absent", "C01"),
  C04: kind("major", "changed", HOST, "variable became required", "a deployment without it does not start", "C05"),
  C05: kind("minor", "changed", [], "variable no longer required", "who sets it still may", "C04"),
  C06: kind("major", "changed", HOST, "values of a variable narrowed", "a value in use may be refused", "C07"),
  C07: kind("minor", "changed", [], "values of a variable widened", "every value in use is still allowed", "C06"),
  C08: kind("major", "changed", HOST, "default of a variable changed", "who set nothing gets another value", "C08"),
  C09: kind("major", "changed", ["deployment", "generated code"], "type or form of a variable changed", "values in use may be refused or read otherwise", "C09"),
  C10: kind("major", "changed", HOST, "variable no longer secret", "its value may be shown, and its _FILE is ignored", "C11"),
  C11: kind("minor", "changed", [], "variable became secret", "its value is hidden, and may come from a file", "C10"),
  C12: kind("patch", "changed", [], "variable described otherwise", "its values are the same", "C12"),
} as const;

// biome-ignore format: one kind a line
const http = {
  H01: kind("major", "removed", CLIENT, "path removed", "requests to it are refused", "H02"),
  H02: kind("minor", "added", [], "path added", "nobody asks for it yet", "H01"),
  H03: kind("major", "removed", CLIENT, "method removed", "requests with it are refused", "H04"),
  H04: kind("minor", "added", [], "method added", "nobody uses it yet", "H03"),
  H05: kind("major", "removed", CLIENT, "status removed", "who waits for it gets another one", "H06"),
  H06: kind("minor", "added", [], "status added", "clients must take unknown statuses by their class", "H05"),
  H07: kind("major", "removed", CLIENT, "property removed", "who sends it is refused, who reads it finds nothing", "H08"),
  H08: kind("minor", "added", [], "optional property added", "who does not know it need not", "H07"),
  H09: kind("major", "changed", CLIENT, "input newly required", "requests without it are refused", "H10"),
  H10: kind("minor", "changed", [], "input no longer required", "who sends it still may", "H09"),
  H11: kind("major", "removed", CLIENT, "parameter removed", "what is sent is ignored or refused", "H12"),
  H12: kind("minor", "added", [], "optional parameter added", "who does not know it need not", "H11"),
  H13: kind("major", "changed", CLIENT, "input narrowed", "what was sent may be refused", "H14"),
  H14: kind("minor", "changed", [], "input widened", "what was sent is still taken", "H13"),
  H15: kind("major", "removed", CLIENT, "value of an input removed", "who sends it is refused", "H16"),
  H16: kind("minor", "added", [], "value of an input added", "who does not know it need not", "H15"),
  H17: kind("major", "changed", CLIENT, "output widened", "clients may get what they do not expect", "H18"),
  H18: kind("minor", "changed", [], "output narrowed", "what clients get is what they expect", "H17"),
  H19: kind("minor", "added", [], "value of an output added", "clients must take values that they do not know", "H20"),
  H20: kind("minor", "removed", [], "value of an output removed", "clients wait for it in vain", "H19"),
  H21: kind("major", "changed", CLIENT, "output no longer certain", "clients that rely on it find nothing", "H22"),
  H22: kind("minor", "changed", [], "output now certain", "clients get more than was said", "H21"),
  H23: kind("major", "removed", CLIENT, "content type removed", "who sends or wants it is refused", "H24"),
  H24: kind("minor", "added", [], "content type added", "who does not know it need not", "H23"),
  H25: kind("major", "removed", CLIENT, "way to authenticate removed or changed", "who uses it is refused", "H26"),
  H26: kind("minor", "added", [], "way to authenticate added", "the others still work", "H25"),
  H27: kind("major", "removed", CLIENT, "header of an answer removed", "who reads it finds nothing", "H28"),
  H28: kind("minor", "added", [], "header of an answer added", "who does not know it need not", "H27"),
  H29: kind("minor", "removed", [], "reason of a refusal removed", "clients wait for it in vain", "H30"),
  H30: kind("minor", "added", [], "reason of a refusal added", "clients take it by its status", "H29"),
  H31: kind("major", "changed", CLIENT, "constraint replaced", "what fitted the old one need not fit the new one", "H31"),
  H32: kind("major", "changed", CLIENT, "default of an input changed", "who sends nothing gets another thing", "H32"),
  H33: kind("major", "changed", CODE, "name or form of an operation in code changed", "handlers and generated clients do not compile", "H33"),
  H34: kind("major", "removed", CODE, "named component removed or renamed", "types of generated clients are gone", "H35"),
  H35: kind("minor", "added", [], "named component added", "nobody names it yet", "H34"),
  H36: kind("major", "changed", CLIENT, "status or reason of a refusal changed", "clients that act on it do another thing", "H36"),
  H37: kind("major", "removed", CLIENT, "server removed or renamed", "clients that were pointed there find nothing", "H38"),
  H38: kind("minor", "added", [], "server added", "nobody was pointed there yet", "H37"),
  H39: kind("patch", "changed", [], "described otherwise", "only people read it", "H39"),
} as const;

// biome-ignore format: one kind a line
const rest = {
  K01: kind("patch", "changed", [], "exception, test or guard of the compiler changed", "only the compiler reads it", "K01"),
  F01: kind("major", "changed", ["generated code"], "form of the contract changed", "tools that read it must be changed", "F01"),
  X00: kind("major", "changed", ["query", "generated code", "HTTP client", "deployment"], "change of no known kind", "what cannot be classified may break anybody", "X00"),
} as const;

export type ChangeId =
  | keyof typeof metrics
  | keyof typeof rules
  | keyof typeof config
  | keyof typeof http
  | keyof typeof rest;

export const taxonomy: Readonly<Record<ChangeId, Kind>> = { ...metrics, ...rules, ...config, ...http, ...rest };

function kind(
  weight: ChangeClass,
  type: ChangeType,
  breaks: readonly Consumer[],
  title: string,
  why: string,
  mirror: string,
): Kind {
  return { class: weight, type, breaks, title, why, mirror };
}

// Generated from codegen/runtime/metric-families.ts by codegen/emitters/metrics.ts. Do not edit: npm run codegen
/**
 * Metrics whose series are all known before the first is recorded: each has its cells in an array, found by the places of
 * its labels, and its lines are ready but for their numbers.
 */
import type { Metric, Registry } from "prom-client";

export interface Counter {
  /** Adds n, 1 unless given. Throws when n is negative or not finite. */
  inc(n?: number): void;
}

export interface Gauge {
  set(value: number): void;
  inc(n?: number): void;
  dec(n?: number): void;
  /** Takes the series out of the exposition until it is set again. */
  remove(): void;
}

export interface Histogram {
  /** Throws when the value is not finite. */
  observe(value: number): void;
}

export interface Family<Labels, Handle> {
  /** The handle of one series. Look it up once and keep it. Throws on a value outside the label's domain. */
  with(labels: Labels): Handle;
}

export type NoLabels = Readonly<Record<string, never>>;

/** The values that each label may have. */
type Domains = Readonly<Record<string, readonly string[]>>;

interface Spec<N extends string> {
  readonly name: string;
  readonly help: string;
  /** What a handle is asked for by. */
  readonly labelNames: readonly N[];
  /** What is shown where a label goes by two names: each name with that of labelNames whose value it has. */
  readonly shown?: readonly (readonly [name: string, of: N])[];
}

/**
 * Makes families and registers them; a name that the registry holds already is an error. To everybody else who reads the
 * registry they are metrics as prom-client's own: the same text, the same get(). `family` gives what finds a handle by
 * its labels: written out for each metric, it costs a third of what a common one would.
 */
export function familiesIn<D extends Domains>(registry: Registry, domains: D) {
  const make = <N extends keyof D & string, Handle, F>(
    spec: Spec<N>,
    storeOf: (size: number) => Store<Handle>,
    family: (handles: readonly Handle[]) => F,
  ): F => {
    const series = allSeries(domains, spec);
    const store = storeOf(series.length);
    // prom-client's type is that of its own classes; it asks no more of a metric than this one has.
    registry.registerMetric(new Exposed(store, spec, series) as unknown as Metric);
    return family(series.map((_, at) => store.handle(spec.name, at)));
  };
  return {
    counter: <N extends keyof D & string, F>(spec: Spec<N>, family: (handles: readonly Counter[]) => F) =>
      make(spec, (size) => new CounterStore(size), family),
    gauge: <N extends keyof D & string, F>(
      spec: Spec<N>,
      initial: number | "absent",
      family: (handles: readonly Gauge[]) => F,
    ) => make(spec, (size) => new GaugeStore(size, initial), family),
    histogram: <N extends keyof D & string, F>(
      spec: Spec<N>,
      bounds: readonly number[],
      handle: HistogramHandle,
      family: (handles: readonly Histogram[]) => F,
    ) => make(spec, (size) => new HistogramStore(size, bounds, handle), family),
  };
}

/** For each label the place of a value among its values; NaN for one that it does not have. */
export function placesOf<D extends Domains>(domains: D): { readonly [N in keyof D]: (value: D[N][number]) => number } {
  const places = Object.entries(domains).map(([name, values]) => {
    const place = new Map(values.map((value, i) => [value, i]));
    return [name, (value: string) => place.get(value) ?? Number.NaN];
  });
  return Object.fromEntries(places);
}

/** What `with` comes to when there is no such handle. */
export function noSeries(name: string, labels: object): never {
  throw new Error(`${name}${JSON.stringify(labels)}: no such series in the contract`);
}

/** Every series in the order of the labels' values, with its labels as they are shown. */
function allSeries(domains: Domains, { labelNames, shown }: Spec<string>): Readonly<Record<string, string>>[] {
  const series = labelNames.reduce<Record<string, string>[]>(
    (all, name) => all.flatMap((labels) => (domains[name] ?? []).map((value) => ({ ...labels, [name]: value }))),
    [{}],
  );
  if (shown === undefined) return series;
  return series.map((labels) => Object.fromEntries(shown.map(([name, of]) => [name, labels[of] ?? ""])));
}

/** The numbers of a metric's series, as many lines each as `lines` has. */
interface Store<Handle = unknown> {
  readonly type: "counter" | "gauge" | "histogram";
  readonly lines: readonly Line[];
  /** Writes the lines' values of a series; false when it is not there. */
  read(series: number, values: Float64Array): boolean;
  reset(): void;
  handle(name: string, series: number): Handle;
}

/** What a line has beside the labels of its series. */
interface Line {
  readonly suffix: "" | "_bucket" | "_sum" | "_count";
  readonly le?: number | "+Inf";
}

const PLAIN: readonly Line[] = [{ suffix: "" }];

class CounterStore implements Store<Counter> {
  readonly type = "counter";
  readonly lines = PLAIN;
  readonly cells: Float64Array;

  constructor(size: number) {
    this.cells = new Float64Array(size);
  }

  read(series: number, values: Float64Array): boolean {
    values[0] = this.cells[series] ?? 0;
    return true;
  }

  reset(): void {
    this.cells.fill(0);
  }

  handle(name: string, at: number): Counter {
    return new CounterCell(name, this.cells, at);
  }
}

/** An object of a class, not one with functions of its own: one function for all series takes half the time. */
class CounterCell implements Counter {
  readonly name: string;
  readonly cells: Float64Array;
  readonly at: number;

  constructor(name: string, cells: Float64Array, at: number) {
    this.name = name;
    this.cells = cells;
    this.at = at;
  }

  inc(n = 1): void {
    const { cells, at } = this;
    if (!(n >= 0)) throw new RangeError(`${this.name}: it is not possible to decrease a counter, here by ${n}`);
    if (n === Number.POSITIVE_INFINITY) throw new RangeError(`${this.name}: ${n} cannot be added`);
    cells[at] = (cells[at] ?? 0) + n;
  }
}

class GaugeStore implements Store<Gauge> {
  readonly type = "gauge";
  readonly lines = PLAIN;
  readonly cells: Float64Array;
  /** 1 for a series that is shown. */
  readonly present: Uint8Array;
  readonly initial: number | "absent";

  constructor(size: number, initial: number | "absent") {
    this.cells = new Float64Array(size);
    this.present = new Uint8Array(size);
    this.initial = initial;
    this.reset();
  }

  read(series: number, values: Float64Array): boolean {
    values[0] = this.cells[series] ?? 0;
    return this.present[series] === 1;
  }

  reset(): void {
    this.cells.fill(this.initial === "absent" ? 0 : this.initial);
    this.present.fill(this.initial === "absent" ? 0 : 1);
  }

  handle(_name: string, at: number): Gauge {
    const { cells, present } = this;
    const set = (value: number) => {
      cells[at] = value;
      present[at] = 1;
    };
    return {
      set,
      inc: (n = 1) => set((cells[at] ?? 0) + n),
      dec: (n = 1) => set((cells[at] ?? 0) - n),
      remove() {
        cells[at] = 0;
        present[at] = 0;
      },
    };
  }
}

/** Where a series of a histogram is: its buckets begin at `first`, and its sum is behind that of +Inf. */
export class HistogramCells {
  readonly cells: Float64Array;
  readonly first: number;

  constructor(cells: Float64Array, first: number) {
    this.cells = cells;
    this.first = first;
  }
}

type HistogramHandle = new (...cells: ConstructorParameters<typeof HistogramCells>) => Histogram;

class HistogramStore implements Store<Histogram> {
  readonly type = "histogram";
  readonly lines: readonly Line[];
  /** Buckets of a series, +Inf included. */
  readonly buckets: number;
  /** Of each series how many fell into each bucket and not into the one below, and then the sum. */
  readonly cells: Float64Array;
  readonly Handle: HistogramHandle;

  constructor(size: number, bounds: readonly number[], Handle: HistogramHandle) {
    this.buckets = bounds.length + 1;
    this.cells = new Float64Array(size * (this.buckets + 1));
    this.Handle = Handle;
    const bucket = (le: number | "+Inf"): Line => ({ suffix: "_bucket", le });
    this.lines = [...bounds.map(bucket), bucket("+Inf"), { suffix: "_sum" }, { suffix: "_count" }];
  }

  read(series: number, values: Float64Array): boolean {
    const { buckets, cells } = this;
    const first = series * (buckets + 1);
    let count = 0;
    for (let i = 0; i < buckets; i++) {
      count += cells[first + i] ?? 0;
      values[i] = count;
    }
    values[buckets] = cells[first + buckets] ?? 0;
    values[buckets + 1] = count;
    return true;
  }

  reset(): void {
    this.cells.fill(0);
  }

  handle(_name: string, at: number): Histogram {
    return new this.Handle(this.cells, at * (this.buckets + 1));
  }
}

/** What observing comes to when it is not a number. */
export function notObserved(name: string, value: number): never {
  throw new RangeError(`${name}: ${value} cannot be observed`);
}

/** A value as prom-client's registry gives it. */
interface Value {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly metricName?: string;
}

/** The longest text of a number: "-1.2345678901234567e+300" with a blank to spare. */
const NUMBER_BYTES = 25;

/** A metric as a registry holds it. */
class Exposed {
  readonly name: string;
  readonly help: string;
  readonly type: Store["type"];
  readonly aggregator = "sum";
  readonly store: Store;
  /** Of each line, series by series, all but its number. */
  readonly heads: Buffer;
  /** Where the heads begin, and the end of the last. */
  readonly starts: Uint32Array;
  readonly series: readonly Readonly<Record<string, string>>[];
  readonly values: Float64Array;
  /** Made when somebody else than exposition() asks: so many objects are what a collector is long busy with. */
  lineLabels: readonly Value["labels"][] | undefined;

  constructor(store: Store, { name, help }: Spec<string>, series: readonly Readonly<Record<string, string>>[]) {
    this.name = name;
    this.help = help;
    this.type = store.type;
    this.store = store;
    this.series = series;
    this.values = new Float64Array(store.lines.length);
    const heads = series.flatMap((labels) =>
      store.lines.map((line) => Buffer.from(`\n${name}${line.suffix}${labelsText(labelsOf(line, labels))} `)),
    );
    this.heads = Buffer.concat(heads);
    this.starts = new Uint32Array(heads.length + 1);
    for (const [i, head] of heads.entries()) this.starts[i + 1] = (this.starts[i] ?? 0) + head.length;
  }

  get size(): number {
    return this.series.length;
  }

  /** The labels are the same objects each time. */
  async get() {
    const values: Value[] = [];
    const { lines } = this.store;
    this.lineLabels ??= this.series.flatMap((labels) => lines.map((line) => labelsOf(line, labels)));
    for (let series = 0; series < this.size; series++) {
      if (!this.store.read(series, this.values)) continue;
      for (const [i, { suffix }] of lines.entries()) {
        const plain = { value: this.values[i] ?? 0, labels: this.lineLabels[series * lines.length + i] ?? {} };
        values.push(suffix === "" ? plain : { ...plain, metricName: `${this.name}${suffix}` });
      }
    }
    const { name, help, type, aggregator } = this;
    return { name, help, type, values, aggregator };
  }

  reset(): void {
    this.store.reset();
  }

  /** The most bytes that a series may take. */
  roomFor(series: number): number {
    const { length } = this.store.lines;
    const first = series * length;
    return (this.starts[first + length] ?? 0) - (this.starts[first] ?? 0) + length * NUMBER_BYTES;
  }

  /** Writes a series' lines, each with the line end before it; gives where they end. */
  write(series: number, into: Buffer, at: number): number {
    if (!this.store.read(series, this.values)) return at;
    const { length } = this.store.lines;
    let end = at;
    for (let i = 0; i < length; i++) {
      const line = series * length + i;
      end += this.heads.copy(into, end, this.starts[line], this.starts[line + 1]);
      end = writeNumber(into, end, this.values[i] ?? 0);
    }
    return end;
  }
}

function labelsOf({ le }: Line, labels: Value["labels"]): Value["labels"] {
  return le === undefined ? labels : { le, ...labels };
}

function labelsText(labels: Value["labels"]): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(String(value)).replace(/"/g, '\\"')}"`,
  );
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escaped(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
}

/** Writes a number as prom-client does; gives where it ends. */
function writeNumber(into: Buffer, at: number, value: number): number {
  const whole = value | 0;
  if (whole !== value || whole < 0) return at + into.write(numberText(value), at, "latin1");
  let digits = 1;
  for (let rest = whole; rest >= 10; rest = (rest / 10) | 0) digits++;
  let rest = whole;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = (rest / 10) | 0;
    into[i] = 48 + rest - next * 10;
    rest = next;
  }
  return at + digits;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "Nan";
  if (Number.isFinite(value)) return String(value);
  return value < 0 ? "-Inf" : "+Inf";
}

/** What is rendered at a stretch, in a fraction of a millisecond. */
const PART_BYTES = 262_144;

/**
 * The scrape text, in parts, between which other work has its turn; a series is never in two of them. What others have
 * registered is rendered by prom-client, and so is all of a registry that has default labels or is one of OpenMetrics.
 */
export async function* exposition(registry: Registry): AsyncGenerator<Uint8Array | string> {
  if (!isPlain(registry)) {
    yield await registry.metrics();
    return;
  }
  const page = new Page();
  let gap = "";
  for (const metric of registry.getMetricsAsArray() as readonly ({ readonly name: string } | Exposed)[]) {
    if (metric instanceof Exposed) {
      yield* page.add(gap + headOf(metric));
      for (let series = 0; series < metric.size; series++) {
        const room = metric.roomFor(series);
        if (!page.has(room)) {
          yield page.turn(room);
          await nextTurn();
        }
        page.end = metric.write(series, page.buffer, page.end);
      }
    } else {
      yield* page.add(gap + (await registry.getSingleMetricAsString(metric.name)));
    }
    gap = "\n\n";
  }
  yield* page.add("\n");
  yield page.turn(0);
}

function headOf({ name, help, type }: Exposed): string {
  return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}`;
}

/** When everything else that waits has had its turn. */
function nextTurn(): Promise<void> {
  return new Promise((next) => setImmediate(next));
}

/** Whether a series' text is the same for every registry like this one. */
function isPlain(registry: Registry): boolean {
  const { _defaultLabels: defaults = {} } = registry as { readonly _defaultLabels?: object };
  return Object.keys(defaults).length === 0 && registry.contentType.startsWith("text/plain");
}

/** The part that is being written. */
class Page {
  buffer = Buffer.allocUnsafeSlow(PART_BYTES);
  end = 0;

  has(bytes: number): boolean {
    return this.end + bytes <= this.buffer.length;
  }

  /** Gives what is written, and begins a page of that much or more. */
  turn(bytes: number): Uint8Array {
    const written = this.buffer.subarray(0, this.end);
    this.buffer = Buffer.allocUnsafeSlow(bytes === 0 ? 0 : Math.max(bytes, PART_BYTES));
    this.end = 0;
    return written;
  }

  *add(text: string): Generator<Uint8Array> {
    const bytes = Buffer.byteLength(text);
    if (!this.has(bytes)) yield this.turn(bytes);
    this.end += this.buffer.write(text, this.end);
  }
}

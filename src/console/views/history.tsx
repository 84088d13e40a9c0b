/** The jobs of the last day as a picture: when each began, how long it took, how it ended, and T as a line. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Answer, call, type Schemas, type Trouble } from "../core/api.ts";
import { columnsOf, type JobColumns, newestOver } from "../core/job-points.ts";
import { type Display, useDisplay, useStation } from "../parts/app.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

type Job = Schemas["Job"];

interface Props {
  readonly slotId: Job["slot_id"];
  /** How many jobs ended lately: when it changes there is something new. */
  readonly ended: number;
}

const DAY_MS = 24 * 3600 * 1000;
const PAGE = 200;
/** More would take a phone long to fetch, and nobody would see the difference. */
const MOST = 5_000;
const DRAWN_PAGES = 8;
const HEIGHT = 220;

export function History({ slotId, ended }: Props) {
  const { t, f } = useDisplay();
  const { jobs, trouble, complete, reload } = useJobsOfDay(slotId, ended);
  const columns = useMemo(() => columnsOf(jobs), [jobs]);
  const sum = (column: readonly (number | null)[]) => f.number(column.filter((value) => value !== null).length);
  const words = t.slot.historyTable(sum(columns[1]), sum(columns[2]), sum(columns[3]));
  return (
    <div class="history">
      <h2>{t.slot.history}</h2>
      {trouble !== undefined && <TroubleNote trouble={trouble} again={reload} />}
      {columns[0].length === 0 ? (
        <p>{complete ? t.slot.historyNone : t.app.loading}</p>
      ) : (
        <>
          <Chart columns={columns} label={words} />
          <p class="help">
            {words} {jobs.length >= MOST && t.slot.historyCut(f.number(MOST))} {t.slot.historyHelp}
          </p>
        </>
      )}
    </div>
  );
}

/** Page after page, shown as they come; then, whenever a job has ended, the newest page over what is there. */
function useJobsOfDay(slotId: Props["slotId"], ended: number) {
  const { signIns } = useStation();
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  const [trouble, setTrouble] = useState<Trouble>();
  const [complete, setComplete] = useState(false);
  const [turn, setTurn] = useState(0);
  // `turn` and `signIns` ask for it anew.
  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      const since = new Date(Date.now() - DAY_MS).toISOString();
      let found: readonly Job[] = [];
      let before: string | null | undefined;
      let pages = 0;
      while (before !== null && found.length < MOST) {
        const query = { slot_id: slotId, since, limit: PAGE, ...(before === undefined ? {} : { before }) };
        const answer: Answer<Schemas["JobList"]> = await call("get", "/api/jobs", { query, signal: controller.signal });
        if (controller.signal.aborted) return;
        setTrouble(answer.ok ? undefined : answer.trouble);
        if (!answer.ok) return;
        found = [...found, ...answer.body.jobs];
        before = answer.body.next;
        pages += 1;
        // The first is shown at once, the others a few at a time: each drawing is of all of them.
        if (pages === 1 || pages % DRAWN_PAGES === 0) setJobs(found);
      }
      setJobs(found);
      setComplete(true);
    };
    void load();
    return () => controller.abort();
  }, [slotId, turn, signIns]);
  // `ended` asks for the newest; while the day is still coming in, they are among it.
  useEffect(() => {
    if (!complete) return undefined;
    const controller = new AbortController();
    void call("get", "/api/jobs", { query: { slot_id: slotId, limit: PAGE }, signal: controller.signal }).then(
      (answer) => {
        if (answer.ok && !controller.signal.aborted) setJobs((old) => newestOver(answer.body.jobs, old));
      },
    );
    return () => controller.abort();
  }, [ended]);
  return { jobs, trouble, complete, reload: () => setTurn((old) => old + 1) };
}

function Chart({ columns, label }: { readonly columns: JobColumns; readonly label: string }) {
  const display = useDisplay();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  // The columns are given anew below, without a new chart.
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = new uPlot(optionsOf(element, display), columnsFor(columns), element);
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => made.redraw();
    dark.addEventListener("change", redraw);
    return () => {
      watch.disconnect();
      dark.removeEventListener("change", redraw);
      made.destroy();
    };
  }, [display]);
  useEffect(() => plot.current?.setData(columnsFor(columns)), [columns]);
  return <div class="chart" ref={place} role="img" aria-label={label} />;
}

/** The chart keeps columns of its own. */
function columnsFor(columns: JobColumns): uPlot.AlignedData {
  const [at, ...rest] = columns;
  return [at, ...rest];
}

function optionsOf(element: HTMLElement, { t, f }: Display): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name);
  const points = (label: string, name: string, size: number): uPlot.Series => ({
    label,
    stroke: colour(name),
    paths: () => null,
    points: { show: true, size, fill: colour(name), stroke: colour(name) },
  });
  const axis = { stroke: colour("--ink-soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: () => [(Date.now() - DAY_MS) / 1000, Date.now() / 1000] },
      y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      { ...axis, values: (_, splits) => splits.map((at) => f.hour(at * 1000)) },
      { ...axis, label: t.slot.seconds, labelSize: 16, size: 40 },
    ],
    series: [
      {},
      points(t.outcomes.success, "--ok", 4),
      points(t.outcomes.timeout, "--bad", 7),
      points(t.outcomes.provider_error, "--warn", 7),
      { label: "T", stroke: colour("--ink"), width: 1.5, dash: [6, 4], points: { show: false }, spanGaps: true },
    ],
  };
}

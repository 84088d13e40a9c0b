/** Situations of the alerts that count jobs beyond T_sync_response. */
import { firing, type Pair, type Pairs } from "./pair.ts";
import { countingAt, countingEvery, growing, requests, restarting, type Series } from "./series.ts";

const share = (percent: string) => firing(`${percent}% of the ingests run into T_sync_response.`);

const highTimeoutRate: readonly Pair[] = [
  {
    shows: "5.1 % fires, exactly 5 % does not",
    at: "30m",
    fires: requests({ timeout: growing(51), success: growing(949) }),
    firing: share("5.1"),
    silent: requests({ timeout: growing(5), success: growing(95) }),
  },
  {
    shows: "after 10 minutes, not one evaluation sooner",
    at: "10m15s",
    fires: requests({ timeout: growing(6), success: growing(94) }),
    firing: share("6"),
    silent: requests({ timeout: growing(6), success: growing(94) }),
    silentAt: ["10m"],
  },
  {
    shows: "a quiet hall: three timeouts in a row fire, two are not enough",
    at: "16m",
    fires: requests({ timeout: countingAt(5, 9.5, 14), success: countingEvery(8) }),
    firing: share("25"),
    silent: requests({ timeout: countingAt(5, 9.5), success: countingEvery(8) }),
    silentAt: ["14m", "15m", "16m"],
  },
  {
    shows: "no traffic is no timeout",
    at: "30m",
    fires: requests({ timeout: growing(1) }),
    firing: share("100"),
    silent: requests({}),
  },
  {
    shows: "without the series of timeouts nothing can fire: that is why every series exists from the start",
    at: "30m",
    fires: requests({ timeout: growing(6), success: growing(94) }),
    firing: share("6"),
    silent: { 'ingest_requests_total{job="ingest", instance="a", slot_id="slot-001", outcome="success"}': growing(94) },
  },
  {
    shows: "a rolling restart resets counters, timeouts among them, and is no timeout",
    at: "22m",
    fires: rollingRestart(1),
    firing: share("9.091"),
    silent: rollingRestart(0),
    silentAt: ["18m", "22m", "26m"],
  },
  {
    shows: "the share is that of all instances together",
    at: "30m",
    fires: { ...requests({ timeout: growing(1) }), ...requests({ success: growing(9) }, { instance: "b" }) },
    firing: share("10"),
    silent: { ...requests({ timeout: growing(1) }), ...requests({ success: growing(99) }, { instance: "b" }) },
  },
  {
    shows: "slot-test counts on neither side",
    at: "30m",
    fires: {
      ...requests({ timeout: growing(6), success: growing(94) }),
      ...requests({ success: growing(1000) }, { slot: "slot-test" }),
    },
    firing: share("6"),
    silent: { ...requests({ success: growing(94) }), ...requests({ timeout: growing(6) }, { slot: "slot-test" }) },
  },
  {
    shows: "refused photos do not dilute the share, other answers do",
    at: "30m",
    fires: requests({ timeout: growing(6), success: growing(94), refused: growing(1000) }),
    firing: share("6"),
    silent: requests({
      timeout: growing(6),
      success: growing(34),
      provider_error: growing(50),
      internal_error: growing(50),
    }),
  },
];

/** Three instances restart one after another; each has served thousands before. */
function rollingRestart(timeouts: number): Series {
  const instances = ["a", "b", "c"].map((instance, index) => {
    const minute = 12 + 5 * index;
    const outcomes = { timeout: restarting(timeouts, minute), success: restarting(10, minute) };
    return requests(outcomes, { instance });
  });
  return Object.assign({}, ...instances) as Series;
}

const ofAnHour = (percent: string) => firing(`${percent}% of an hour's ingests ran into T_sync_response.`);

const timeoutsLowTraffic: readonly Pair[] = [
  {
    shows: "three timeouts within an hour fire, two do not",
    at: "95m",
    fires: requests({ timeout: countingAt(50, 65, 80), success: countingEvery(8) }),
    firing: ofAnHour("9.091"),
    silent: requests({ timeout: countingAt(50, 65), success: countingEvery(8) }),
    silentAt: ["80m", "95m"],
  },
  {
    shows: "three timeouts within an hour, not within more",
    at: "95m",
    fires: requests({ timeout: countingAt(40, 50, 75), success: countingEvery(8) }),
    firing: ofAnHour("9.091"),
    silent: requests({ timeout: countingAt(5, 40, 75), success: countingEvery(8) }),
    silentAt: ["66m", "90m", "95m"],
  },
  {
    shows: "10 minutes after the condition began, not one evaluation sooner",
    at: "10m15s",
    fires: requests({ timeout: growing(50), success: growing(50) }),
    firing: ofAnHour("50"),
    silent: requests({ timeout: growing(50), success: growing(50) }),
    silentAt: ["10m"],
  },
  {
    shows: "5.1 % fires, exactly 5 % does not",
    at: "90m",
    fires: requests({ timeout: growing(51), success: growing(949) }),
    firing: ofAnHour("5.1"),
    silent: requests({ timeout: growing(5), success: growing(95) }),
  },
  {
    shows: "slot-test is left out, no traffic is silent",
    at: "90m",
    fires: requests({ timeout: growing(1) }),
    firing: ofAnHour("100"),
    silent: { ...requests({}), ...requests({ timeout: growing(1) }, { slot: "slot-test" }) },
  },
  {
    shows: "slot-test neither dilutes the share nor adds to it",
    at: "90m",
    fires: {
      ...requests({ timeout: growing(6), success: growing(94) }),
      ...requests({ success: growing(1000) }, { slot: "slot-test" }),
    },
    firing: ofAnHour("6"),
    silent: {
      ...requests({ timeout: growing(4), success: growing(96) }),
      ...requests({ timeout: growing(50) }, { slot: "slot-test" }),
    },
  },
  {
    shows: "three timeouts of two instances fire; two stay two, whatever slot-test does",
    at: "95m",
    fires: {
      ...requests({ timeout: countingAt(50, 65), success: countingEvery(8) }),
      ...requests({ timeout: countingAt(80) }, { instance: "b" }),
    },
    firing: ofAnHour("9.091"),
    silent: {
      ...requests({ timeout: countingAt(50, 65), success: countingEvery(8) }),
      ...requests({ timeout: countingAt(60, 70, 80) }, { slot: "slot-test" }),
    },
  },
  {
    shows: "every answer dilutes the share",
    at: "90m",
    fires: requests({
      timeout: growing(6),
      success: growing(40),
      provider_error: growing(30),
      internal_error: growing(24),
    }),
    firing: ofAnHour("6"),
    silent: requests({
      timeout: growing(6),
      success: growing(40),
      provider_error: growing(40),
      internal_error: growing(40),
    }),
  },
  {
    shows: "a restart between timeouts loses none and invents none",
    at: "90m",
    fires: requests({ timeout: "0x130 1x30 2x37 0x80 1x120", success: restarting(0.1, 50) }),
    firing: ofAnHour("11.15"),
    silent: requests({ timeout: "1000x199 0x200", success: restarting(0.1, 50) }),
  },
];

export const timeouts: Pairs = {
  HighTimeoutRate: highTimeoutRate,
  TimeoutsLowTraffic: timeoutsLowTraffic,
};

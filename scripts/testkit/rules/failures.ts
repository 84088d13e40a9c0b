/** Situations of the alerts about answers without a picture: refusals, internal errors, failing providers. */
import { firing, type Pair, type Pairs } from "./pair.ts";
import { attempts, countingAt, countingEvery, growing, rejected, requests, restarting } from "./series.ts";

const refused = (percent: string) => firing(`The service itself refuses ${percent}% of the ingests.`);

const ingestRejectedHigh: readonly Pair[] = [
  {
    shows: "20.1 % fires, exactly 20 % does not",
    at: "20m",
    fires: { ...rejected({ busy: growing(201) }), ...requests({ success: growing(799) }) },
    firing: refused("20.1"),
    silent: { ...rejected({ busy: growing(15) }), ...requests({ success: growing(60) }) },
  },
  {
    shows: "each reason of the server's own counts, those of clients and operators do not",
    at: "20m",
    fires: {
      ...rejected({
        busy: growing(5),
        storage_pressure: growing(5),
        database_unavailable: growing(5),
        media_unavailable: growing(5),
        slot_tripped: growing(5),
        invalid_password: growing(1000),
      }),
      ...requests({ success: growing(75) }),
    },
    firing: refused("25"),
    silent: {
      ...rejected({ invalid_password: growing(25), slot_maintenance: growing(25), draining: growing(25) }),
      ...requests({ success: growing(75) }),
    },
  },
  {
    shows: "five refusals in 5 minutes fire, four do not",
    at: "20m",
    fires: { ...rejected({ busy: countingEvery(4) }), ...requests({}) },
    firing: refused("100"),
    silent: { ...rejected({ busy: countingEvery(5) }), ...requests({}) },
    silentAt: ["10m", "20m", "30m"],
  },
  {
    shows: "the five may have different reasons of the server's own",
    at: "20m",
    fires: {
      ...rejected({
        storage_pressure: countingEvery(8),
        database_unavailable: countingEvery(8),
        slot_tripped: countingEvery(8),
      }),
      ...requests({}),
    },
    firing: refused("100"),
    silent: {
      ...rejected({
        storage_pressure: countingEvery(8),
        database_unavailable: countingEvery(16),
        slot_maintenance: countingEvery(8),
      }),
      ...requests({}),
    },
    silentAt: ["10m", "20m", "30m"],
  },
  {
    shows: "5 minutes after the condition began, not one evaluation sooner",
    at: "5m15s",
    fires: { ...rejected({ busy: growing(50) }), ...requests({ success: growing(50) }) },
    firing: refused("50"),
    silent: { ...rejected({ busy: growing(50) }), ...requests({ success: growing(50) }) },
    silentAt: ["5m"],
  },
  {
    shows: "timeouts and errors are answers too, refused photos are not",
    at: "20m",
    fires: { ...rejected({ busy: growing(25) }), ...requests({ success: growing(75), refused: growing(1000) }) },
    firing: refused("25"),
    silent: { ...rejected({ busy: growing(25) }), ...requests({ timeout: growing(75), internal_error: growing(75) }) },
  },
  {
    shows: "no traffic, no refusal",
    at: "20m",
    fires: { ...rejected({ media_unavailable: growing(1) }), ...requests({}) },
    firing: refused("100"),
    silent: { ...rejected({}), ...requests({}) },
  },
];

const internal = (percent: string) => firing(`${percent}% of the ingests fail inside the service.`);

const ingestInternalErrors: readonly Pair[] = [
  {
    shows: "5.1 % fires, exactly 5 % does not",
    at: "30m",
    fires: requests({ internal_error: growing(51), success: growing(949) }),
    firing: internal("5.1"),
    silent: requests({ internal_error: growing(5), success: growing(95) }),
  },
  {
    shows: "three within 15 minutes fire, two do not",
    at: "30m",
    fires: requests({ internal_error: countingAt(20, 22, 24), success: countingEvery(8) }),
    firing: internal("27.27"),
    silent: requests({ internal_error: countingAt(20, 22), success: countingEvery(8) }),
  },
  {
    shows: "three within 15 minutes, not within more",
    at: "31m",
    fires: requests({ internal_error: countingAt(17, 20, 25), success: countingEvery(8) }),
    firing: internal("30"),
    silent: requests({ internal_error: countingAt(10, 17, 25), success: countingEvery(8) }),
    silentAt: ["26m", "31m"],
  },
  {
    shows: "three of two instances fire; two stay two, whatever slot-test does",
    at: "30m",
    fires: {
      ...requests({ internal_error: countingAt(20, 22), success: countingEvery(8) }),
      ...requests({ internal_error: countingAt(24) }, { instance: "b" }),
    },
    firing: internal("27.27"),
    silent: {
      ...requests({ internal_error: countingAt(20, 22), success: countingEvery(8) }),
      ...requests({ internal_error: countingAt(20, 22, 24) }, { slot: "slot-test" }),
    },
  },
  {
    shows: "slot-test neither dilutes the share nor adds to it",
    at: "30m",
    fires: {
      ...requests({ internal_error: growing(6), success: growing(94) }),
      ...requests({ success: growing(1000) }, { slot: "slot-test" }),
    },
    firing: internal("6"),
    silent: {
      ...requests({ internal_error: growing(4), success: growing(96) }),
      ...requests({ internal_error: growing(50) }, { slot: "slot-test" }),
    },
  },
  {
    shows: "every answer dilutes the share",
    at: "30m",
    fires: requests({
      internal_error: growing(6),
      success: growing(40),
      timeout: growing(30),
      provider_error: growing(24),
    }),
    firing: internal("6"),
    silent: requests({
      internal_error: growing(6),
      success: growing(40),
      timeout: growing(40),
      provider_error: growing(40),
    }),
  },
  {
    shows: "slot-test is left out, no traffic is silent",
    at: "30m",
    fires: requests({ internal_error: growing(1) }),
    firing: internal("100"),
    silent: { ...requests({}), ...requests({ internal_error: growing(1) }, { slot: "slot-test" }) },
  },
  {
    shows: "a restart is no error",
    at: "24m",
    fires: requests({ internal_error: restarting(1, 20), success: restarting(9, 20) }),
    firing: internal("10"),
    silent: requests({ internal_error: restarting(0, 20), success: restarting(9, 20) }),
    silentAt: ["20m", "24m", "28m"],
  },
  {
    shows: "5 minutes after the condition began, not one evaluation sooner",
    at: "5m15s",
    fires: requests({ internal_error: growing(50), success: growing(50) }),
    firing: internal("50"),
    silent: requests({ internal_error: growing(50), success: growing(50) }),
    silentAt: ["5m"],
  },
];

const failing = (provider: string, percent: string) =>
  firing(`${percent}% of the calls to ${provider} fail.`, { provider });

const providerErrorsHigh: readonly Pair[] = [
  {
    shows: "20.1 % fires, exactly 20 % does not",
    at: "45m",
    fires: attempts({ transient: growing(201), ok: growing(799) }),
    firing: failing("gemini", "20.1"),
    silent: attempts({ transient: growing(20), ok: growing(80) }),
  },
  {
    shows: "the provider that fails is named, the other is not",
    at: "45m",
    fires: {
      ...attempts({ no_image: growing(30), ok: growing(70) }),
      ...attempts({ ok: growing(1000) }, { provider: "openai" }),
    },
    firing: failing("gemini", "30"),
    silent: {
      ...attempts({ no_image: growing(10), ok: growing(90) }),
      ...attempts({ transient: growing(10), ok: growing(90) }, { provider: "openai" }),
    },
  },
  {
    shows: "retries that save the booths do not hide the provider: attempts count, not outcomes",
    at: "45m",
    fires: { ...attempts({ no_image: growing(30), ok: growing(70) }), ...requests({ success: growing(70) }) },
    firing: failing("gemini", "30"),
    silent: { ...attempts({ ok: growing(70) }), ...requests({ success: growing(70) }) },
  },
  {
    shows: "every kind of failure counts",
    at: "45m",
    fires: attempts({
      no_image: growing(5),
      transient: growing(5),
      overload: growing(5),
      configuration: growing(5),
      deadline: growing(5),
      aborted: growing(5),
      ok: growing(70),
    }),
    firing: failing("gemini", "30"),
    silent: attempts({ rejected: growing(30), ok: growing(70) }),
  },
  {
    shows: "rejected photos do not dilute the share, good calls do",
    at: "45m",
    fires: attempts({ transient: growing(30), ok: growing(70), rejected: growing(1000) }),
    firing: failing("gemini", "30"),
    silent: attempts({ transient: growing(30), ok: growing(1070) }),
  },
  {
    shows: "three failures within 30 minutes fire, two do not",
    at: "55m",
    fires: attempts({ transient: countingAt(40, 44, 48), ok: countingEvery(40) }),
    firing: failing("gemini", "50"),
    silent: attempts({ transient: countingAt(40, 44), ok: countingEvery(40) }),
    silentAt: ["50m", "55m", "60m"],
  },
  {
    shows: "three failures within 30 minutes, not within more; rejected photos are none",
    at: "57m",
    fires: attempts({ transient: countingAt(40, 44, 48), ok: countingEvery(40) }),
    firing: failing("gemini", "50"),
    silent: attempts({ transient: countingAt(10, 30, 50), rejected: growing(1), ok: countingEvery(40) }),
    silentAt: ["40m", "57m"],
  },
  {
    shows: "failures of several kinds and slots add up to three, those of slot-test do not",
    at: "55m",
    fires: {
      ...attempts({ transient: countingAt(40), overload: countingAt(44), ok: countingEvery(40) }),
      ...attempts({ transient: countingAt(48) }, { slot: "slot-002" }),
    },
    firing: failing("gemini", "50"),
    silent: {
      ...attempts({ transient: countingAt(40), overload: countingAt(44), ok: countingEvery(40) }),
      ...attempts({ transient: countingAt(46, 48) }, { slot: "slot-test" }),
    },
  },
  {
    shows: "slot-test neither dilutes the share nor adds to it",
    at: "45m",
    fires: {
      ...attempts({ transient: growing(30), ok: growing(70) }),
      ...attempts({ ok: growing(1000) }, { slot: "slot-test" }),
    },
    firing: failing("gemini", "30"),
    silent: {
      ...attempts({ transient: growing(10), ok: growing(90) }),
      ...attempts({ transient: growing(90) }, { slot: "slot-test" }),
    },
  },
  {
    shows: "no calls, no failure",
    at: "45m",
    fires: attempts({ transient: growing(1) }),
    firing: failing("gemini", "100"),
    silent: attempts({}),
  },
  {
    shows: "5 minutes after the condition began, not one evaluation sooner",
    at: "5m15s",
    fires: attempts({ transient: growing(50), ok: growing(50) }),
    firing: failing("gemini", "50"),
    silent: attempts({ transient: growing(50), ok: growing(50) }),
    silentAt: ["5m"],
  },
];

export const failures: Pairs = {
  IngestRejectedHigh: ingestRejectedHigh,
  IngestInternalErrors: ingestInternalErrors,
  ProviderErrorsHigh: providerErrorsHigh,
};

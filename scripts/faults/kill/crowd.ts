/** Clients as patient as camera programs: who got no picture posts the same photo again, and knows what must come then. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SlotId } from "../../../generated/contract.ts";
import type { Came } from "../../testkit/balancer.ts";
import type { Dice } from "../dice.ts";
import type { Sent } from "../evidence.ts";
import type { Stage } from "../stage.ts";

/** One photo of one client. */
interface Photo {
  readonly slot: SlotId;
  readonly bytes: Buffer;
  /** How often it was posted without a picture coming back. */
  inVain: number;
  given: { readonly jobId: string; readonly sha256: string } | undefined;
}

export interface Crowd {
  /** All clients post one photo after the other, old ones and new ones, until leave. */
  come(): void;
  /** From now on connections may break. */
  expectEnd(): void;
  /** No client posts any more; waits for those that do. */
  leave(): Promise<void>;
  /** Posts every photo again that got no picture, until each has one. */
  settle(): Promise<void>;
  /** Pictures that were given so far, and photos of which one came although an earlier connection had broken. */
  counts(): { readonly given: number; readonly afterAll: number };
  /** Up to so many jobs whose photos nobody posts any more; each once. */
  forgotten(count: number): string[];
  /** Each promise that was not kept so far, in one line. */
  readonly broken: readonly string[];
}

const CLIENTS = 4;
const SLOTS: readonly SlotId[] = ["slot-001", "slot-002"];
/** Of a hundred photos: those that got no picture before, if there are any; those that got one. */
const SHARES = { again: 40, repeated: 10 };
/** So many photos with their pictures are kept to be posted again. */
const KEPT = 20;
/** What may come in the place of a picture: not now; but another time. */
const NOT_NOW: readonly number[] = [429, 503, 504];
const PAUSE_MS = 20;
/** How often a photo is posted to a service that stays, at most. */
const TRIES = 3;

/** Nobody posts anything yet. */
export function createCrowd(stage: Stage, dice: Dice): Crowd {
  const waiting: Photo[] = [];
  const kept: Photo[] = [];
  const forgotten: string[] = [];
  const broken: string[] = [];
  const counts = { given: 0, afterAll: 0 };
  let [isEnding, going] = [false, false];
  let posting: Promise<unknown> = Promise.resolve();

  function next(client: number): Photo {
    const chance = dice(100);
    const old = chance < SHARES.again ? waiting.shift() : undefined;
    const repeated = chance >= 100 - SHARES.repeated ? kept.shift() : undefined;
    const slot = SLOTS[client % SLOTS.length] ?? "slot-001";
    return old ?? repeated ?? { slot, bytes: stage.photo(), inVain: 0, given: undefined };
  }

  async function post(photo: Photo): Promise<void> {
    const sent = await stage.post(photo.slot, photo.bytes);
    const problem = problemOf(photo, sent, isEnding);
    if (problem !== undefined) broken.push(problem);
    const { came } = sent;
    const picture = "status" in came && came.status === 200 ? came : undefined;
    if (picture === undefined) photo.inVain += 1;
    const calls = stage.provider.callsOf(sent.photoSha256);
    if (calls > 1 + photo.inVain)
      broken.push(`a photo was paid for ${calls} times, and only ${photo.inVain} of its posts were in vain`);
    if (picture !== undefined && photo.given === undefined) {
      photo.given = { jobId: picture.jobId ?? "", sha256: picture.sha256 };
      counts.given += 1;
      if (photo.inVain > 0) counts.afterAll += 1;
    }
    (photo.given === undefined ? waiting : kept).push(photo);
    if (kept.length > KEPT) forgotten.push(...kept.splice(0, 1).flatMap(({ given }) => given?.jobId ?? []));
    if (picture === undefined) await sleep(PAUSE_MS);
  }

  return {
    come() {
      [isEnding, going] = [false, true];
      const client = async (number: number) => {
        while (going) await post(next(number));
      };
      posting = Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
    },
    expectEnd() {
      isEnding = true;
    },
    async leave() {
      going = false;
      await posting;
    },
    async settle() {
      isEnding = false;
      for (let tries = 0; tries < TRIES && waiting.length > 0; tries += 1) {
        const photos = waiting.splice(0);
        const client = async () => {
          for (let photo = photos.shift(); photo !== undefined; photo = photos.shift()) await post(photo);
        };
        await Promise.all(Array.from({ length: CLIENTS }, client));
      }
      for (const { inVain } of waiting)
        broken.push(`a photo got no picture from a service that stays, in ${TRIES} tries (${inVain} posts in all)`);
    },
    counts: () => counts,
    forgotten: (count) => forgotten.splice(0, count),
    broken,
  };
}

/** What is wrong with an answer, if anything is. */
function problemOf({ given }: Pick<Photo, "given">, { came }: Sent, mayBreak: boolean): string | undefined {
  if ("error" in came) return mayBreak ? undefined : `a connection broke while the service ran: ${came.error}`;
  if (came.status !== 200) return NOT_NOW.includes(came.status) ? undefined : `a ${came.status} (${came.reason})`;
  if (given === undefined || isSame(given, came)) return undefined;
  return `a photo got the picture of job ${given.jobId}, and when it was posted again one of job ${came.jobId}`;
}

function isSame(given: { readonly jobId: string; readonly sha256: string }, came: Extract<Came, { status: number }>) {
  return came.replayed && came.jobId === given.jobId && came.sha256 === given.sha256;
}

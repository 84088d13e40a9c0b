/** ops migrate with a hundred thousand jobs: killed in the middle, run again, and the service goes on on the target. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { newJobId } from "../../src/core/job.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { finishJob, insertJob } from "../../src/storage/repos/jobs.ts";
import type { Db } from "../../src/storage/schema.ts";
import { inTransaction } from "../../src/storage/transaction.ts";
import { sqliteIn } from "../testkit/databases.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { operatorToken } from "../testkit/operator-token.ts";
import { createEmptyPostgresDatabase } from "../testkit/postgres.ts";
import { serviceVariables, spawnService } from "../testkit/service.ts";

const JOBS = 100_000;
const folder = useTempFolder();

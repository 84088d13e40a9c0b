/** Where the tests are and how they run. */
import { defineConfig } from "vitest/config";

/** The tests that start a service or work on its database: once more with PostgreSQL behind it. */
const onServices = [
  "src/{live-hall,provider-answers,service}.test.ts",
  "src/features/**/*.test.ts",
  "src/storage/**/*.test.ts",
  "scripts/{cleanup_media,ops,playbook,registry,release,smoke}.test.ts",
  "scripts/contract/verify.test.ts",
  "scripts/{ops,smoke}/*.test.ts",
];
/** Those about SQLite, its file, and the folder that it is in; and the move from there, which has both. */
const onFilesOfSqlite = ["src/storage/{sqlite,snapshot,service-lock}.test.ts", "scripts/ops/migrate.test.ts"];

/** Of the slow ones those that try what a service answers; the others start a database of their own, or none. */
const slowOnServices = ["src/provider-answers.slow.test.ts", "src/features/breaker/bad-day.slow.test.ts"];

/** Quick each, and together too long for `npm test`: what belongs to a release, and what has oracles and mutants. */
const long = [
  "codegen/{evolution,promql}/oracle.test.ts",
  "codegen/evolution/properties.test.ts",
  "scripts/contract/{contract,verify}.test.ts",
  "scripts/ops/migrate.test.ts",
  "scripts/release/{audit,blueprint,freeze,git,sbom,target}.test.ts",
  "scripts/rules-mutate.test.ts",
  "scripts/smoke.test.ts",
  "scripts/smoke/run.test.ts",
];

/** Slow, and yet no matter of time or ports: two of them at once take half as long. */
const side = [
  "codegen/{promql/oracle,rule-tests/corpus}.slow.test.ts",
  "scripts/{make-photo,oracle,release,story}.slow.test.ts",
  "scripts/deploy/dockerfile.slow.test.ts",
  "scripts/ops/migrate.slow.test.ts",
  "src/core/promql/promtool.slow.test.ts",
];

/** The longest of the slow ones, whose quick counterparts run with the others: `npm run check:full` has them. */
const longest = [
  "scripts/incident.slow.test.ts",
  "scripts/cluster/frozen.slow.test.ts",
  "src/features/ingest/deadline-race.slow.test.ts",
];

/** `unit` is what `npm test` runs; `long` and `slow`, which needs minutes, free ports or whole clones, belong to `npm run check`.
 * `postgres` and `slow-postgres` are those of them that have a service, with PostgreSQL behind it. */
export default defineConfig({
  test: {
    // Vitest leaves one processor free, which on two is half of the machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          include: ["{codegen,generated,src,scripts}/**/*.test.ts"],
          exclude: [...long, "**/*.slow.test.ts", "**/node_modules/**"],
          testTimeout: 30_000,
          // promtool is written in Go and small: to collect garbage less often saves a seventh of its time.
          env: { GOGC: "400" },
        },
      },
      {
        test: {
          name: "long",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          include: [...long, ...side],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          env: { GOGC: "400" },
        },
      },
      {
        test: {
          name: "postgres",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          setupFiles: "scripts/testkit/service-database-setup.ts",
          include: onServices,
          exclude: [...onFilesOfSqlite, "**/*.slow.test.ts", "**/node_modules/**"],
          testTimeout: 30_000,
          env: { PHC_TEST_DATABASE: "postgres" },
        },
      },
      {
        test: {
          name: "slow",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          include: ["{codegen,src,scripts}/**/*.slow.test.ts"],
          exclude: [...side, ...longest, "**/node_modules/**"],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "longest",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          include: longest,
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "slow-postgres",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          setupFiles: "scripts/testkit/service-database-setup.ts",
          include: slowOnServices,
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          env: { PHC_TEST_DATABASE: "postgres" },
        },
      },
    ],
  },
});

/** Where the tests are and how they run. */
import { defineConfig } from "vitest/config";

/** `unit` is what `npm test` runs; `slow` needs minutes, free ports or whole clones and belongs to `npm run check`. */
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
          exclude: ["**/*.slow.test.ts", "**/node_modules/**"],
          testTimeout: 30_000,
          // promtool is written in Go and small: to collect garbage less often saves a seventh of its time.
          env: { GOGC: "400" },
        },
      },
      {
        test: {
          name: "slow",
          globalSetup: "scripts/testkit/postgres-setup.ts",
          include: ["{codegen,src,scripts}/**/*.slow.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

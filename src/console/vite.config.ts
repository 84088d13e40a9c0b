/** How the operators' page is bundled; scripts/build_console.ts says where to, and what the service asks of its files. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contractModules } from "./build/plugin.ts";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [contractModules(fileURLToPath(new URL("../..", import.meta.url)))],
  build: { target: ["chrome109", "firefox115", "safari16.4"] },
});

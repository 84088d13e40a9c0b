/** How the console is built: one page with hashed files beside each other, documents and schemas taken from the contract. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contractModules } from "./build/plugin.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/console/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [contractModules(repository)],
  build: {
    outDir: fileURLToPath(new URL("../../dist/console", import.meta.url)),
    emptyOutDir: true,
    // Every file lies beside the page, and nothing is put into it: its policy allows no inline script, style or picture.
    assetsDir: "",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome109", "firefox115", "safari16.4"],
  },
});

/** How the operators' page is bundled; scripts/build_console.ts says where to, and what the service asks of its files. */
import { defineConfig } from "vite";

export default defineConfig({ build: { target: "es2022" } });

/** The data source of every panel, by the name under which it is provisioned. */
import type { GrafanaDatasource } from "./grafana-schema.ts";

export const DATASOURCE = { type: "prometheus", uid: "prometheus" } as const satisfies GrafanaDatasource;

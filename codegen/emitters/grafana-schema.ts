/** The shapes of Grafana's dashboard JSON, by the types of its Foundation SDK. Types alone: nothing of it runs. */
import type * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import type * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import type * as stat from "@grafana/grafana-foundation-sdk/stat";
import type * as statetimeline from "@grafana/grafana-foundation-sdk/statetimeline";
import type * as table from "@grafana/grafana-foundation-sdk/table";
import type * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";

/** As it is in JSON: enums are their values, and the mark by which the SDK tells queries apart is not there. */
type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : T extends object
      ? { readonly [Key in keyof T as Key extends "_implementsDataqueryVariant" ? never : Key]: Json<T[Key]> }
      : T;

type FieldConfig<Custom> = Json<Omit<dashboard.FieldConfig, "custom">> & { readonly custom?: Custom };

interface Drawing<Type extends string, Options, Custom = Record<never, never>> {
  readonly type: Type;
  readonly options: Json<Options>;
  readonly fieldConfig: {
    readonly defaults: FieldConfig<Json<Custom>>;
    readonly overrides: readonly Override[];
  };
}

/** A deviation for one series, here always in its colour. */
export interface Override {
  readonly matcher: { readonly id: "byName"; readonly options: string };
  readonly properties: readonly { readonly id: "color"; readonly value: Json<dashboard.FieldColor> }[];
}

/** What each kind of panel that is drawn here may have. */
export type GrafanaDrawing =
  | Drawing<"stat", stat.Options>
  | Drawing<"bargauge", bargauge.Options>
  | Drawing<"timeseries", timeseries.Options, timeseries.FieldConfig>
  | Drawing<"table", table.Options>
  | Drawing<"state-timeline", statetimeline.Options, statetimeline.FieldConfig>;

export type GrafanaTarget = Json<prometheus.Dataquery>;
export type GrafanaLink = Json<dashboard.DashboardLink>;
export type GrafanaVariable = Json<Omit<dashboard.VariableModel, "query">> & { readonly query: string };
export type GrafanaMapping = Json<dashboard.ValueMapping>;
export type GrafanaThresholds = Json<dashboard.ThresholdsConfig>;
export type GrafanaDatasource = Json<Required<prometheus.Dataquery>["datasource"]>;
type Transformation = Omit<Json<dashboard.DataTransformerConfig>, "options"> & { readonly options: object };

export type GrafanaPanel = Json<
  Pick<dashboard.Panel, "id" | "title" | "description" | "datasource" | "gridPos" | "links" | "interval">
> &
  GrafanaDrawing & { readonly targets: readonly GrafanaTarget[]; readonly transformations?: readonly Transformation[] };

export type GrafanaRow = Json<Omit<dashboard.RowPanel, "panels">> & { readonly panels: readonly [] };

export type GrafanaDashboard = Json<Omit<dashboard.Dashboard, "panels" | "templating">> & {
  readonly panels: readonly (GrafanaPanel | GrafanaRow)[];
  readonly templating: { readonly list: readonly GrafanaVariable[] };
};

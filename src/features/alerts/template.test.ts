/** Texts of alerts as Prometheus renders them, held against the compiler's own rendering of the same templates. */
import { describe, expect, it } from "vitest";
import { humanizeDuration, humanizePercentage } from "../../../codegen/rule-tests/humanize.ts";
import { alertRules } from "../../../generated/alerts.ts";
import { renderTemplate } from "./template.ts";

const values = [
  ...[0, 1, 0.05, 0.123456, 0.99995, 1.5, 12.34567, 1e-7, 3.2e-5, 123_456.7, 2_700, 59.99, 60, 3_599.5, 86_400, 90_061],
  ...[-1, -75, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
];

describe("renderTemplate", () => {
  it.each(values)("makes %d readable as Prometheus does", (value) => {
    const data = { labels: {}, value };
    expect(renderTemplate("{{ $value | humanizePercentage }}", data)).toBe(humanizePercentage(value));
    expect(renderTemplate("{{$value|humanizeDuration}}", data)).toBe(humanizeDuration(value));
  });

  it("puts labels in, and nothing for one that is not there", () => {
    const data = { labels: { queue: "mail" }, value: 1 };
    expect(renderTemplate("{{ $labels.queue }} of {{ $labels.zone }}, {{$labels.constructor}}!", data)).toBe(
      "mail of , !",
    );
  });

  it("leaves what it does not know as it is written", () => {
    const text = "{{ $value | humanize1024 }} {{ .Value }} {{ $value | toString }}";
    expect(renderTemplate(text, { labels: {}, value: 1 })).toBe(text);
  });

  it("knows all that the contract's alerts use", () => {
    const data = { labels: {}, value: 0.5 };
    for (const { summary, action } of alertRules)
      expect([renderTemplate(summary, data), renderTemplate(action, data)].join(" ")).not.toContain("{{");
  });
});

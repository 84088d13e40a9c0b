/** Values in the labels of an alert, which no contract can write down yet. */
import { expect, test } from "vitest";
import { sampleAlert, sampleModel } from "../emitters/sample-model.ts";
import { promqlUnstable } from "./promql-unstable.ts";

test("a label with the value in it is an error, one with a label in it is none", () => {
  const labels = {
    team: "workers",
    queue: "{{ $labels.queue }}",
    depth: "{{ $value | humanize }}",
    depth_2: "{{ .Value }}",
    others: '{{ with query "up" }}{{ . }}{{ end }}',
  };
  const problems = promqlUnstable.check(sampleModel({ alerts: [sampleAlert({ labels })] }));
  expect(problems.map(({ message, severity }) => `${severity} ${/`(\w+)`/.exec(message)?.[1]}`)).toEqual([
    "error depth",
    "error depth_2",
    "error others",
  ]);
});

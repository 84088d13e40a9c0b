/** Pages for what the SemVer gate finds: of versions, releases and the changes between them. */
import type { OtherRule } from "./check.ts";

export const evolutionRules: readonly OtherRule[] = [
  {
    id: "change/*",
    explain: {
      what: "A change that the version is too small a step for. Its number (M05, H03) names the kind; generated/docs/changes.md lists them.",
      why: "Who uses the contract reads in the version whether they must act; a step that is too small tells them that they need not.",
      wrong: "unit: seconds → unit: milliseconds, and the version 1.4.2 → 1.4.3",
      right: "the same, and the version 1.4.2 → 2.0.0",
    },
  },
  {
    id: "release/*",
    explain: {
      what: "The file of a release cannot be read, or holds the contract of another version.",
      why: "Without the contract that was released nobody can tell what changed since.",
      wrong: "releases/1.2.0.json copied to releases/1.3.0.json",
      right: "releases/1.3.0.json as `npm run release` writes it",
    },
  },
  {
    id: "version/artifact",
    explain: {
      what: "An entry of `changes` names a file that does not exist.",
      why: "A reader who follows it finds nothing, and it cannot be held against what changed.",
      wrong: '"artifacts": ["metrics.yaml"]',
      right: '"artifacts": ["spec/contracts/schemas/metrics.yaml"]  # from the root of the project',
    },
  },
  {
    id: "version/before-sunset",
    explain: {
      what: "Something deprecated is gone before the day until which it was promised to be there.",
      why: "Who planned with that day finds their queries empty sooner.",
      wrong: "a metric with `sunset: 2027-03-01` removed in a version of 2027-01-15",
      right: "the same metric removed in a version after 2027-03-01, which is a major one",
    },
  },
  {
    id: "version/change-breaking",
    explain: {
      what: "`breaking` of an entry is not what the changes of its type and file are.",
      why: "True says that somebody must act; false, that nobody need.",
      wrong: '{ "type": "removed", "breaking": false, … }  # an alert was removed',
      right: '{ "type": "removed", "breaking": true, … }',
    },
  },
  {
    id: "version/change-missing",
    explain: {
      what: "Something changed that people must know of, and no entry of `changes` is of its type and file.",
      why: "The changelog is made of the entries.",
      wrong: '"changes": [{ "type": "added", … }]  # a variable was removed as well',
      right:
        '"changes": [{ "type": "added", … }, { "type": "removed", "artifacts": ["spec/contracts/schemas/config.yaml"], … }]',
    },
  },
  {
    id: "version/change-type",
    explain: {
      what: "An entry of `changes` tells of a type of change that its files have none of.",
      why: "It is left from the last version, or tells of what was not done.",
      wrong: '{ "type": "added", "artifacts": ["spec/contracts/openapi.yaml"] }  # nothing was added there',
      right: "no such entry",
    },
  },
  {
    id: "version/date-earlier",
    explain: {
      what: "The date of the version is earlier than that of the last release.",
      why: "The changelog would run backwards; usually the date was not touched.",
      wrong: '"version": "1.3.0", "date": "2026-03-01"  # 1.2.0 is of 2026-04-10',
      right: '"version": "1.3.0", "date": "2026-05-02"',
    },
  },
  {
    id: "version/date-future",
    explain: {
      what: "The date of the version is yet to come.",
      why: "A release says when it was made.",
      wrong: '"date": "2062-01-01"',
      right: '"date": "2026-01-01"',
    },
  },
  {
    id: "version/desensitised",
    explain: {
      what: "An alert that wakes people fires later or more rarely than before, and nobody says that this is meant.",
      why: "It is a promise taken back without a trace: the next incident is noticed later.",
      wrong: "for: 5m → for: 30m of a page",
      right: 'the same, and "acknowledges": ["QueueStuck"] in the entry of `changes` that tells of it',
    },
  },
  {
    id: "version/differs",
    explain: {
      what: "A file that repeats the version of the contract has another one.",
      why: "People and tools read whichever is at hand.",
      wrong: '"version": "1.2.0" in package.json and 1.3.0 in VERSION.json',
      right: "1.3.0 in both",
    },
  },
  {
    id: "version/lower",
    explain: {
      what: "The version comes before the last one that was released.",
      why: "Who has that one takes this one for older.",
      wrong: "1.2.9 after 1.3.0",
      right: "1.3.1 after 1.3.0",
    },
  },
  {
    id: "version/no-change",
    explain: {
      what: "The version is raised, and the contract is the same.",
      why: "Every process that was built from the last one counts as one of another contract.",
      wrong: "1.3.0 with the content of 1.2.0",
      right: "1.2.0",
      severities: ["info"],
    },
  },
  {
    id: "version/overdue",
    explain: {
      what: "Something deprecated is still there after its sunset.",
      why: "It is shown and paid for, though everybody was told that it is gone.",
      wrong: "sunset: 2026-03-01  # in 2027",
      right: "the thing removed, or a later sunset",
      severities: ["warning"],
    },
  },
  {
    id: "version/reused",
    explain: {
      what: "The version is released, with another content.",
      why: "Two contracts of one name cannot be told apart by anybody who only has the name.",
      wrong: "metrics.yaml edited, and VERSION.json left as it was released",
      right: "metrics.yaml edited, and `npm run contract -- bump`",
    },
  },
  {
    id: "version/skipped",
    explain: {
      what: "The version leaves numbers out after the last release.",
      why: "People look for what is missing; usually it is a slip.",
      wrong: "1.2.0 → 1.5.0",
      right: "1.2.0 → 1.3.0",
      severities: ["warning"],
    },
  },
  {
    id: "version/summary",
    explain: {
      what: "The summary of the version is empty.",
      why: "It is what people read first in the changelog.",
      wrong: '"summary": " "',
      right: '"summary": "Queues have priorities."',
    },
  },
  {
    id: "version/under-bump",
    explain: {
      what: "The version is too small a step for what changed since the last release.",
      why: "Who trusts the version updates without a look, and finds queries empty or requests refused.",
      wrong: "1.4.2 → 1.4.3, and a label is gone",
      right: "1.4.2 → 2.0.0; before 1.0.0 the second number: 0.4.2 → 0.5.0",
    },
  },
];

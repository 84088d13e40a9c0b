/**
 * generated/systemd/NAME.service: a unit for the service, as strict as a Node process bears. How long it may take to stop,
 * where its data are and which secrets it has is the contract's; what no contract says stands in the constants below.
 */
import type { Model, Variable } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { serviceName } from "./service-name.ts";

const SOURCES = "spec/contracts/schemas/config.yaml, metrics.yaml and openapi.yaml";

/** Variables that a service is known to have by these names. */
const DATA_FOLDER = "DATA_DIR";
const DRAIN_DELAY = "DRAIN_DELAY_SECONDS";
const KIND_OF_INSTALLATION = "NODE_ENV";
/** What `npm start` runs of a service that `npm run build` has built, and what is installed for it. */
const PROGRAM = "node dist/src/main.js";
const INSTALLED = "dist package.json package-lock.json .npmrc";
/** Exit status of a process that cannot run as it is set up, and would not a second time. */
const REFUSED = 3;
/** Beside the longest request: for what a stop does before and after it. */
const STOP_MARGIN_SECONDS = 15;
const RESTART_PAUSE_SECONDS = 5;

export function emit(model: Model): OutputFile[] {
  const { config } = model;
  if (config === undefined) return [];
  const name = serviceName(model);
  const lines = [
    header("#", SOURCES, "systemd"),
    ...installation(name),
    ...unitSection(model),
    ...processLines(name, config),
    ...stopLines(model, config),
    ...hardening,
    ...secretLines(name, config),
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
  return [{ path: `generated/systemd/${name}.service`, text: `${lines.join("\n")}\n` }];
}

function installation(name: string): string[] {
  const folder = `/opt/${name}`;
  return [
    "#",
    "# To install it, as root, in a checkout of this commit after `npm ci` and `npm run build`:",
    "#",
    `#     useradd --system --home-dir ${folder} --shell /usr/sbin/nologin ${name}`,
    `#     install -d -o ${name} -g ${name} -m 750 ${folder} ${folder}/scripts`,
    `#     cp -R ${INSTALLED} ${folder}/ && cp scripts/run.js ${folder}/scripts/`,
    `#     npm ci --omit=dev --prefix ${folder}`,
    `#     install -o ${name} -g ${name} -m 600 .env.example ${folder}/.env`,
    `#     install -m 644 generated/systemd/${name}.service /etc/systemd/system/`,
    `#     systemctl daemon-reload && systemctl enable --now ${name}`,
    "#",
    `# Its variables are in ${folder}/.env, which it reads by itself, at a SIGHUP anew; EnvironmentFile= would set them for good.`,
    `# What is other here is changed by \`systemctl edit ${name}\`, which leaves this file as it is.`,
  ];
}

function unitSection({ api, version }: Model): string[] {
  const description = (api?.title ?? version.summary).replace(/\s+/g, " ").trim().replaceAll("%", "%%");
  return ["", "[Unit]", `Description=${description}`, "Wants=network-online.target", "After=network-online.target"];
}

function processLines(name: string, config: readonly Variable[]): string[] {
  const has = (variable: string) => config.some((found) => found.name === variable);
  const data = [
    `# ${DATA_FOLDER}, for the service alone. .env says the same, so that commands beside the service find it.`,
    `StateDirectory=${name}`,
    "StateDirectoryMode=0700",
    `Environment=${DATA_FOLDER}=%S/${name}`,
  ];
  return [
    "",
    "[Service]",
    "# It does not tell systemd when it listens.",
    "Type=exec",
    `User=${name}`,
    `Group=${name}`,
    `WorkingDirectory=/opt/${name}`,
    `ExecStart=${PROGRAM}`,
    "# It reads its secrets anew.",
    "ExecReload=kill -HUP $MAINPID",
    ...(has(KIND_OF_INSTALLATION) ? [`Environment=${KIND_OF_INSTALLATION}=production`] : []),
    ...(has(DATA_FOLDER) ? data : []),
    `SyslogIdentifier=${name}`,
  ];
}

function stopLines({ params }: Model, config: readonly Variable[]): string[] {
  const delay = config.find(({ name }) => name === DRAIN_DELAY)?.max ?? 0;
  const started = params.filter(({ name, unit }) => unit === "seconds" && config.some(({ param }) => param === name));
  const [longest] = started.toSorted((a, b) => b.max - a.max);
  const parts = [
    ...(delay > 0 ? [`${DRAIN_DELAY} at its maximum (${delay} s)`] : []),
    ...(longest === undefined ? [] : [`${longest.name} at its maximum (${longest.max} s)`]),
    `${STOP_MARGIN_SECONDS} s`,
  ];
  return [
    "",
    `# ${parts.join(" + ")}.`,
    `TimeoutStopSec=${Math.ceil(delay + (longest?.max ?? 0) + STOP_MARGIN_SECONDS)}`,
    "KillSignal=SIGTERM",
    `# ${REFUSED} says that it cannot run as it is set up: the journal has the reason, and another try would have the same.`,
    "Restart=on-failure",
    `RestartSec=${RESTART_PAUSE_SECONDS}`,
    `RestartPreventExitStatus=${REFUSED}`,
  ];
}

const hardening: readonly string[] = [
  "",
  "# Nothing of the machine can be written but the state directory; another folder that the service is to write needs",
  "# ReadWritePaths=, and nothing below /home, /root and /run/user is seen.",
  "ProtectSystem=strict",
  "ProtectHome=yes",
  "PrivateTmp=yes",
  "PrivateDevices=yes",
  "ProtectProc=invisible",
  "ProtectClock=yes",
  "ProtectHostname=yes",
  "ProtectControlGroups=yes",
  "ProtectKernelLogs=yes",
  "ProtectKernelModules=yes",
  "ProtectKernelTunables=yes",
  "UMask=0077",
  "# A dump of its memory would hold secrets.",
  "LimitCORE=0",
  "NoNewPrivileges=yes",
  "CapabilityBoundingSet=",
  "AmbientCapabilities=",
  "KeyringMode=private",
  "LockPersonality=yes",
  "RemoveIPC=yes",
  "RestrictNamespaces=yes",
  "RestrictRealtime=yes",
  "RestrictSUIDSGID=yes",
  "# Netlink is how the resolver asks which addresses this machine has.",
  "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
  "# V8 makes machine code while it runs.",
  "MemoryDenyWriteExecute=no",
  "SystemCallArchitectures=native",
  "# @resources stays: libraries of native modules set the scheduling of their threads. What is not allowed fails, and does",
  "# not kill.",
  "SystemCallFilter=@system-service",
  "SystemCallFilter=~@privileged",
  "SystemCallErrorNumber=EPERM",
];

/** As comments, because a credential whose file is not there keeps the unit from starting. */
function secretLines(name: string, config: readonly Variable[]): string[] {
  const secrets = config.filter(({ secret, deprecated }) => secret && deprecated === undefined);
  if (secrets.length === 0) return [];
  return [
    "",
    "# A secret may also be a credential (systemd 250 or later), which on the disk root alone can read. The lines of those",
    `# that are, by \`systemctl edit ${name}\`; a new value counts from the next start.`,
    ...secrets.flatMap(({ name: variable }) => {
      const file = variable.toLowerCase();
      return [`#LoadCredential=${file}:/etc/${name}/${file}`, `#Environment=${variable}_FILE=%d/${file}`];
    }),
  ];
}

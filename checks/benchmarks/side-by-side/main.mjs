// One run: starts all, checks that each proxy checks, loads them in turns, and reports.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as cast from "./cast.mjs";
import { checkRefusals, checkServes } from "./checks.mjs";
import { CONNECTIONS, load, stopLoad } from "./load.mjs";
import { machine } from "./machine.mjs";
import * as peers from "./peers.mjs";
import { cpuMicrosWithEnded, freePorts, killAll, machineMicros, residentMiB, stop, stopAll } from "./processes.mjs";
import { report } from "./report.mjs";

const [seconds, rounds] = process.argv.slice(2, 4).map(Number);
const [effort, out] = process.argv.slice(4);
const quick = effort === "quick";
const TOKENS = 1_000;
const SESSIONS = quick ? 10 : 100;
const STARTS = quick ? 1 : 5;
const WARM_UP_SECONDS = quick ? 3 : 8;
const MOST_WARM_UPS = quick ? 2 : 8;

const say = (text) => process.stderr.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), "gatehouse-compare-"));
let ended = false;
let interrupted = false;

async function end() {
  if (ended) return;
  ended = true;
  stopLoad();
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}

for (const [signal, number] of [["SIGINT", 2], ["SIGTERM", 15], ["SIGHUP", 1]]) {
  process.once(signal, () => {
    interrupted = true;
    say("Stopping…");
    end().finally(() => process.exit(128 + number));
  });
}
process.on("exit", killAll);

/** Starts Gatehouse again and again on its own data, and answers the milliseconds to the first 200. */
async function startTimes(options, health) {
  const times = [];
  for (let i = 0; i <= STARTS; i++) {
    const began = performance.now();
    const gatehouse = peers.gatehouse("gatehouse-start", folder, options);
    const took = await peers.ready(gatehouse, health, { everyMs: 2 }) - began;
    await stop(gatehouse);
    // The first one creates the store and fills the page cache.
    if (i > 0) times.push(took);
  }
  return times;
}

/**
 * Loads a row until each credential was seen twice, so that no round pays for the first sight of one, and
 * until the cost no longer falls by a twentieth. Answers whether it came to that.
 */
async function warmUp(row, measure) {
  let seen = 0, last = Infinity;
  for (let i = 1; i <= 12; i++) {
    const { requests, cpu } = await measure(row, WARM_UP_SECONDS);
    const settled = cpu > last * 0.95;
    seen += requests;
    last = cpu;
    if (seen >= 2 * row.credentials.count && (settled || i >= MOST_WARM_UPS)) return settled;
  }
  throw new Error(`${row.label} was too slow to warm up`);
}

async function run() {
  const [upstreamPort, nginxPort, haproxyPort, gatePort, summaryPort, startPort, http, https] = await freePorts(8);
  const url = (port) => `http://127.0.0.1:${port}/`;
  mkdirSync(join(folder, "emulator"));

  say("Starting the upstream, the emulator and the proxies…");
  const upstream = peers.upstream(folder, upstreamPort);
  await peers.ready(upstream, url(upstreamPort));
  const emulator = peers.emulator(folder, http, https);
  const idp = `http://localhost:${http}`;
  await peers.ready(emulator, `${idp}/_emulator/counts`);

  const all = await cast.tokens(idp, TOKENS);
  const pem = join(folder, "public.pem");
  writeFileSync(pem, await cast.publicKey(idp, all[0]));
  const nginx = peers.plainNginx(folder, nginxPort, upstreamPort);
  const haproxy = peers.haproxy(folder, haproxyPort, upstreamPort, cast.claims(all[0]).iss, pem);
  await peers.ready(nginx, url(nginxPort));
  await peers.ready(haproxy, url(haproxyPort), { wanted: 401 });

  const options = { upstreamPort, http, https, reads: "every" };
  const health = (port) => `${url(port)}health/ready`;
  say("Measuring starts…");
  const startOptions = { ...options, port: startPort };
  const starts = { without: await startTimes({ ...startOptions, cached: false }, health(startPort)) };
  if (peers.aotCache()) starts.with = await startTimes(startOptions, health(startPort));

  const gatehouse = peers.gatehouse("gatehouse", folder, { ...options, port: gatePort });
  await peers.ready(gatehouse, health(gatePort));
  const summary = peers.gatehouse("gatehouse-summary", folder, { ...options, port: summaryPort, reads: "summary" });
  await peers.ready(summary, health(summaryPort));
  await pause(3_000);
  const idle = { nginx: residentMiB(nginx.pid), haproxy: residentMiB(haproxy.pid), gatehouse: residentMiB(gatehouse.pid) };

  say("Signing in…");
  const sessions = [];
  for (let i = 0; i < SESSIONS; i++) sessions.push(await cast.session(`http://localhost:${gatePort}`));

  const credentials = (name, header, values) => {
    const file = join(folder, `${name}.txt`);
    writeFileSync(file, `${values.join("\n")}\n`);
    return { header, file, first: values[0], count: values.length };
  };
  const one = credentials("one", "Authorization", [`Bearer ${all[0]}`]);
  const many = credentials("many", "Authorization", all.map((token) => `Bearer ${token}`));
  const cookies = credentials("sessions", "Cookie", sessions);

  const rows = [
    { id: "nginx", label: "nginx, no authentication, 1 token", peer: nginx, url: url(nginxPort), credentials: one },
    { id: "nginx-many", label: `nginx, no authentication, ${TOKENS} tokens`, peer: nginx, url: url(nginxPort), credentials: many },
    { id: "haproxy", label: "HAProxy `jwt_verify`, 1 token", peer: haproxy, url: url(haproxyPort), credentials: one },
    { id: "gatehouse", label: "Gatehouse, 1 token", peer: gatehouse, url: url(gatePort), credentials: one },
    { id: "gatehouse-many", label: `Gatehouse, ${TOKENS} tokens`, peer: gatehouse, url: url(gatePort), credentials: many },
    { id: "gatehouse-sessions", label: `Gatehouse, ${SESSIONS} session cookies`, peer: gatehouse, url: url(gatePort), credentials: cookies },
    { id: "gatehouse-summary", label: "Gatehouse, 1 token, `audit.reads: summary`", peer: summary, url: url(summaryPort), credentials: one },
  ];
  for (const row of rows) await checkServes(row);
  for (const row of rows.filter(({ id }) => id === "haproxy" || id.startsWith("gatehouse"))) await checkRefusals(row.url, idp, all[0]);

  let carried = 0;
  const measure = async (row, span, pauseMs) => {
    if (interrupted) throw new Error("interrupted");
    const result = await load(row.url, row.credentials, span, row.peer.pid, pauseMs);
    if (row.peer === gatehouse) carried += result.requests;
    return result;
  };

  const unsettled = [];
  for (const row of rows) {
    say(`Warming up: ${row.label}`);
    if (!await warmUp(row, measure)) unsettled.push(row.label);
  }
  const halves = [
    { id: "upstream", label: "the upstream itself", peer: upstream, url: url(upstreamPort), credentials: one },
    ...rows.filter(({ id }) => ["nginx", "haproxy", "gatehouse"].includes(id)),
  ];

  const results = new Map(rows.map(({ id }) => [id, []]));
  const halfResults = new Map(halves.map(({ id }) => [id, []]));
  const busyBefore = machineMicros(), ownBefore = cpuMicrosWithEnded(process.pid), began = performance.now();
  let pauseMs = 0;
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}`);
    for (const row of rows) results.get(row.id).push(await measure(row, seconds));
    // Each connection waits so long between requests that all together make half of Gatehouse's most.
    pauseMs ||= Math.max(1, Math.round(CONNECTIONS * 1000 / (results.get("gatehouse")[0].perSecond / 2)));
    for (const row of halves) halfResults.get(row.id).push(await measure(row, seconds, pauseMs));
  }
  const spent = (performance.now() - began) * 1000;
  const foreign = Math.max(0, machineMicros() - busyBefore - (cpuMicrosWithEnded(process.pid) - ownBefore)) / spent;

  const facts = machine(gatehouse);
  await stop(gatehouse);
  const audit = peers.verifyAudit("gatehouse", folder);
  return { seconds, rounds, quick, warmUp: WARM_UP_SECONDS, rows, results, halves, halfResults, idle, starts, foreign, facts, carried, audit, unsettled };
}

try {
  const outcome = await run();
  const markdown = report(outcome);
  process.stdout.write(markdown);
  if (out) writeFileSync(out, markdown);
  if (!outcome.audit.whole) {
    say("The audit of what was measured does not verify.");
    process.exitCode = 1;
  }
  await end();
} catch (failure) {
  if (!interrupted) {
    say(`The comparison failed: ${failure.message}`);
    for (const name of ["upstream", "nginx", "haproxy", "emulator", "gatehouse-start", "gatehouse", "gatehouse-summary"]) tail(name);
    process.exitCode = 1;
    await end();
  }
}

function tail(name) {
  let text = "";
  try { text = readFileSync(join(folder, `${name}.log`), "utf8").trim(); } catch { return; }
  if (text) say(`--- ${name}\n${text.split("\n").slice(-8).join("\n")}`);
}

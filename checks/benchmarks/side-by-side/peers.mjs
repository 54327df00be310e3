// The upstream and the proxies before it, each with the configuration that its makers advise.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { answer } from "./http.mjs";
import { alive, start } from "./processes.mjs";
import { CLIENT, HOME } from "./cast.mjs";

export const BODY_BYTES = 1024;
export const PROXY_THREADS = 2;
const launcher = fileURLToPath(new URL("../../../gatehouse", import.meta.url));
/** The launcher's own options; naming them here makes it start without the AOT cache. */
const WITHOUT_CACHE = "-XX:+UseParallelGC -XX:+UseCompactObjectHeaders -Xms32m -Xmx256m";

export function upstream(folder, port) {
  return nginx("upstream", folder, 1, `
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location / { default_type text/plain; return 200 "${"x".repeat(BODY_BYTES)}"; }
  }`);
}

export function plainNginx(folder, port, upstreamPort) {
  return nginx("nginx", folder, PROXY_THREADS, `
  upstream app { server 127.0.0.1:${upstreamPort}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }`);
}

function nginx(name, folder, workers, servers) {
  const file = join(folder, `${name}.conf`);
  const spool = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${join(folder, `${name}-${kind}`)};`).join(" ");
  writeFileSync(file, `daemon off;
worker_processes ${workers};
pid ${join(folder, `${name}.pid`)};
error_log ${join(folder, `${name}.log`)} crit;
events { worker_connections 4096; }
http {
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  ${spool}${servers}
}
`);
  return start(name, folder, "nginx", ["-e", join(folder, `${name}.log`), "-p", folder, "-c", file]);
}

export function haproxy(folder, port, upstreamPort, issuer, publicKeyFile) {
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, `global
  nbthread ${PROXY_THREADS}
  maxconn 4096

defaults
  mode http
  option http-keep-alive
  http-reuse always
  timeout connect 5s
  timeout client 600s
  timeout server 60s

frontend public
  bind 127.0.0.1:${port}
  http-request set-var(txn.bearer) http_auth_bearer
  http-request deny deny_status 401 unless { var(txn.bearer) -m found }
  http-request set-var(txn.alg) var(txn.bearer),jwt_header_query('$.alg')
  http-request set-var(txn.iss) var(txn.bearer),jwt_payload_query('$.iss')
  http-request set-var(txn.aud) var(txn.bearer),jwt_payload_query('$.aud')
  http-request set-var(txn.exp) var(txn.bearer),jwt_payload_query('$.exp','int')
  http-request set-var(txn.now) date()
  http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
  http-request deny deny_status 401 unless { var(txn.iss) -m str ${issuer} }
  http-request deny deny_status 401 unless { var(txn.aud) -m str ${CLIENT} }
  http-request deny deny_status 401 if { var(txn.exp),sub(txn.now) -m int le 0 }
  http-request deny deny_status 401 unless { var(txn.bearer),jwt_verify(txn.alg,"${publicKeyFile}") 1 }
  default_backend app

backend app
  server app 127.0.0.1:${upstreamPort}
`);
  return start("haproxy", folder, "haproxy", ["-db", "-f", file]);
}

export function emulator(folder, http, https) {
  return start("emulator", folder, launcher,
    ["emulator", "--data", join(folder, "emulator"), "--emulator-port", http, "--emulator-https-port", https]);
}

/** Gatehouse before the upstream: whoever is signed in may use it. `cached` false: without the AOT cache. */
export function gatehouse(name, folder, { port, upstreamPort, http, https, reads, cached = true }) {
  const settings = {
    "listen.port": port,
    "listen.public-url": `http://localhost:${port}`,
    "entra.tenant": HOME,
    "entra.client": CLIENT,
    "entra.credential": "{secret: 'env:GATEHOUSE_BENCHMARK_SECRET'}",
    "entra.tenants": "[home]",
    "entra.cloud.authority": `https://localhost:${https}`,
    "entra.cloud.browser-authority": `http://localhost:${http}`,
    "entra.cloud.arm": `https://localhost:${https}`,
    "entra.cloud.graph": `https://localhost:${https}`,
    "entra.cloud.imds": `http://localhost:${http}`,
    "entra.cloud.ca-file": join(folder, "emulator", "ca.pem"),
    "audit.reads": reads,
  };
  return start(name, folder, launcher, [
    "serve", "--upstream", `http://127.0.0.1:${upstreamPort}`, "--data", join(folder, name),
    ...Object.entries(settings).flatMap(([key, value]) => ["--set", `${key}=${value}`]),
  ], {
    ...withoutAzure(),
    // The emulator's published secret; it opens nothing else.
    GATEHOUSE_BENCHMARK_SECRET: "gatehouse-demo-secret",
    GATEHOUSE_JAVA_OPTS: cached ? "" : WITHOUT_CACHE,
  });
}

/** The developer's own settings stay out of the comparison. */
function withoutAzure() {
  const foreign = /^(GATEHOUSE_|AZURE_|AZ_SCOUT_|API_CLIENT_)/;
  return Object.fromEntries(Object.keys(process.env).filter((name) => foreign.test(name)).map((name) => [name, ""]));
}

/** Waits for the first answer of that status, and says when it came. Fails if the process ends first. */
export async function ready(started, url, { everyMs = 20, wanted = 200 } = {}) {
  const patienceEnds = Date.now() + 120_000;
  while (Date.now() < patienceEnds) {
    if (!alive(started)) throw new Error(`${started.name} ended at its start`);
    if (await answer(url).then(({ status }) => status === wanted, () => false)) return performance.now();
    await pause(everyMs);
  }
  throw new Error(`${started.name} was not ready in time`);
}

/** Whether the launcher has an AOT cache to start with. */
export const aotCache = () => existsSync(join(dirname(launcher), "cli", "target", "dist", "gatehouse.aot"));

/** What `gatehouse audit verify` says, in its first lines, about a Gatehouse that has ended. */
export function verifyAudit(name, folder) {
  const { status, stdout, stderr } = spawnSync(launcher, ["audit", "verify", "--data", join(folder, name)],
    { encoding: "utf8", cwd: folder, env: { ...process.env, ...withoutAzure() } });
  return { whole: status === 0, says: `${stdout}${stderr}`.trim().split("\n").slice(0, 5).join("\n") };
}

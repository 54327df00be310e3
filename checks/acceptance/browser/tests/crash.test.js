// Gatehouse is killed while it works, and started again on the same data. The emulator runs apart, so
// that it remembers what Azure was really asked.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { ada, PRODUCTION } from "../cast.js";
import { exported } from "../audit.js";
import { startChromium } from "../chromium.js";
import { exchanges } from "../emulator.js";
import { freePorts, newFolder, run, startEmulator, startServe } from "../gatehouse.js";
import { sessionOf } from "../session.js";

let browser;
let emulator;
let served;
let data;
let port;
before(async () => {
  [data, [port]] = await Promise.all([newFolder(), freePorts(1)]);
  [browser, emulator] = await Promise.all([startChromium(), startEmulator()]);
  served = await startServe(emulator, { port, data });
});
after(async () => {
  await served?.stop();
  await Promise.all([browser?.close(), emulator?.stop()]);
  if (data) await rm(data, { recursive: true, force: true });
});

test("a kill under load loses no session, no intent and no link of the chain", async () => {
  const at = { ...served, ...emulator };
  const cookie = await sessionOf(browser, at, ada);
  let killed = false;
  let made = 0;
  const write = async (worker) => {
    for (let n = 0; !killed; n++) {
      const group = `rg-${worker}-${n}`;
      const answer = await fetch(`${at.url}/api/arm/subscriptions/${PRODUCTION}/resourcegroups/${group}?api-version=2022-09-01`, {
        method: "PUT",
        headers: { Cookie: cookie, Origin: at.url, "Content-Type": "application/json" },
        body: JSON.stringify({ location: "westeurope" }),
      }).catch(() => null);
      await answer?.arrayBuffer().catch(() => null);
      if (answer?.ok) made++;
    }
  };
  const read = async () => {
    while (!killed) {
      await fetch(`${at.url}/api/arm/subscriptions?api-version=2022-12-01`, { headers: { Cookie: cookie } })
        .then((answer) => answer.arrayBuffer()).catch(() => null);
    }
  };
  const load = [...Array.from({ length: 3 }, (_, worker) => write(worker)), ...Array.from({ length: 2 }, read)];
  while (made < 20) await new Promise((next) => setTimeout(next, 20));
  await served.stop("SIGKILL");
  killed = true;
  await Promise.all(load);

  served = await startServe(emulator, { port, data });
  const me = await fetch(`${served.url}/api/me`, { headers: { Cookie: cookie } });
  assert.equal(me.status, 200);
  assert.equal((await me.json()).object_id, ada.oid);

  const verified = await run(["audit", "verify", "--data", data]);
  assert.equal(verified.code, 0, verified.stderr);
  const carriedOut = (await exchanges(emulator, { service: "arm", method: "PUT" })).filter((put) => put.status < 300);
  assert.ok(carriedOut.length >= made);
  const events = await exported(data);
  const paths = (phase) => new Set(events.filter((event) => event.phase === phase)
    .map((event) => event.path.replace(/^\/api\/arm/, "").toLowerCase()));
  const [intended, completed] = [paths("intent"), paths("completion")];
  for (const { path } of carriedOut) assert.ok(intended.has(path.toLowerCase()), `${path} has no intent`);
  for (const path of intended) assert.ok(completed.has(path), `${path} stayed open`);
});

test("SIGTERM ends it with exit code 0, and the session outlives that too", async () => {
  const cookie = await sessionOf(browser, { ...served, ...emulator }, ada);
  assert.equal(await served.stop(), 0);
  served = await startServe(emulator, { port, data });
  assert.equal((await fetch(`${served.url}/api/me`, { headers: { Cookie: cookie } })).status, 200);
});

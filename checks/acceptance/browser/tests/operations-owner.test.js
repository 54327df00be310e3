// As whom long work goes on when its owner's standing changes: an Admin ends all of their sessions, or
// the tenant demands more proof. Azure and Entra are the emulator's; kills are real.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { ada, pia, PRODUCTION } from "../cast.js";
import { auditOf } from "../audit.js";
import { exchanges, forgetExchanges, mint } from "../emulator.js";
import { freePorts, newFolder, startEmulator, startServe } from "../gatehouse.js";

const SHOP = `subscription_id=${PRODUCTION}&resource_group=rg-shop`;
const GROUP = `/subscriptions/${PRODUCTION}/resourceGroups/rg-shop`;
let emulator;
let served;
let data;
let port;
before(async () => {
  [data, [port]] = await Promise.all([newFolder(), freePorts(1)]);
  emulator = await startEmulator();
  served = await startServe(emulator, { port, data });
});
after(async () => {
  await served?.stop();
  await emulator?.stop();
  if (data) await rm(data, { recursive: true, force: true });
});

const tokens = new Map();

/** Minted once, before the emulator's clock moves away from Gatehouse's. */
async function tokenOf(person, mfa) {
  const key = `${person.upn} ${mfa}`;
  if (!tokens.has(key)) tokens.set(key, await mint(emulator, { as: person.upn, ...(mfa && { mfa }) }));
  return tokens.get(key);
}

/** One call as `person`; `mfa`: with a token of a sign-in with a second factor. */
async function call(person, method, path, { body, mfa } = {}) {
  const token = await tokenOf(person, mfa);
  const answer = await fetch(`${served.url}/api${path}`, {
    method, headers: { Authorization: `Bearer ${token}` }, body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, said: text && JSON.parse(text) };
}

async function admin(path, body) {
  const answer = await fetch(`${emulator.emulator}/_emulator/${path}`, {
    method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/** The operation once `settled` says so of its status. */
async function once({ id }, settled) {
  for (let tries = 0; tries < 300; tries++) {
    const { said } = await call(ada, "GET", `/operations/${id}`);
    if (settled(said.operation.status)) return said.operation;
    await pause(100);
  }
  throw new Error(`operation ${id} stays as it is`);
}
const over = (status) => ["succeeded", "failed", "cancelled"].includes(status);

/** Which of the given resources' kinds Azure was asked about, as provider names. */
async function asked() {
  return (await exchanges(emulator, { service: "arm" })).map(({ path }) => /Microsoft\.Container\w+/.exec(path)?.[0]);
}

async function untilAskedTwiceAbout(provider) {
  for (let tries = 0; tries < 300; tries++) {
    if ((await asked()).filter((name) => name === provider).length >= 2) return;
    await pause(100);
  }
  throw new Error(`Azure is not asked about ${provider}`);
}

test("whose sessions an Admin ends, their operations end too, and nobody else's", async () => {
  await admin("operations", { durationMs: 0 });
  const given = await call(ada, "POST", "/resources/role-assignments", {
    body: { subscription_id: PRODUCTION, resource_group: "rg-shop", role: "Contributor", principal_id: pia.oid, principal_type: "User" },
  });
  assert.equal((await once(given.said.operation, over)).status, "succeeded");
  await admin("operations", { durationMs: 600_000 });
  const pias = await call(pia, "POST", `/resources/aks/aks-shop/stop?${SHOP}`);
  assert.equal(pias.status, 202, JSON.stringify(pias.said));
  const adas = await call(ada, "DELETE", `/resources/acr/acrshop?${SHOP}&confirm=acrshop`);
  assert.equal(adas.status, 202, JSON.stringify(adas.said));

  const revoked = await call(ada, "POST", "/sessions/revoke", { body: { tenant_id: ada.tenant, object_id: ada.oid } });
  assert.equal(revoked.status, 204, JSON.stringify(revoked.said));

  await forgetExchanges(emulator);
  const ended = await once(adas.said.operation, over);
  assert.equal(ended.status, "failed");
  assert.equal(ended.error.error, "access_revoked");
  assert.match(ended.error.detail, /may finish it by itself/);
  assert.match(ended.notes[0].command, /^az rest --method get --url '\/subscriptions\//);
  const lines = await auditOf({ ...served, ...emulator }, adas.said.operation.id);
  assert.deepEqual(lines.map(({ phase, code }) => `${phase} ${code}`).sort(), ["completion access_revoked", "intent "]);
  await untilAskedTwiceAbout("Microsoft.ContainerService");
  assert.ok(!(await asked()).includes("Microsoft.ContainerRegistry"));

  await served.stop("SIGKILL");
  await forgetExchanges(emulator);
  served = await startServe(emulator, { port, data });
  await untilAskedTwiceAbout("Microsoft.ContainerService");
  assert.ok(!(await asked()).includes("Microsoft.ContainerRegistry"));
  assert.equal((await once(adas.said.operation, over)).error.error, "access_revoked");
  assert.equal((await call(pia, "GET", `/operations/${pias.said.operation.id}`)).said.operation.status, "running");
  await admin("clock", { offsetSeconds: 700 });
  assert.equal((await once(pias.said.operation, over)).status, "succeeded");
  await admin("clock", { offsetSeconds: 0 });
});

test("a tenant that demands more proof in the middle gets it from the owner alone, across a kill", async () => {
  await admin("operations", { durationMs: 600_000 });
  const { status, said } = await call(ada, "POST", `/resources/aks/aks-shop/start?${SHOP}`);
  assert.equal(status, 202, JSON.stringify(said));
  const { id } = said.operation;
  await admin("tenants/contoso.com/second-factor", { demanded: true });
  const claims = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1"}}}').toString("base64");
  await admin("faults", {
    service: "aks", method: "GET", status: 401, times: 1, body: "",
    headers: { "WWW-Authenticate": `Bearer realm="", error="insufficient_claims", claims="${claims}"` },
  });

  const waiting = await once({ id }, (now) => now === "needs_sign_in");
  assert.equal(waiting.sign_in.error, "step_up_required");
  assert.ok(JSON.parse(waiting.sign_in.claims).access_token.capolids);
  assert.ok(Date.parse(waiting.sign_in.until) > Date.now());
  const weak = await call(ada, "POST", `/operations/${id}/resume`);
  assert.equal(weak.status, 403);
  assert.equal(weak.said.error, "step_up_required");
  assert.equal(weak.said.claims, waiting.sign_in.claims);
  assert.equal((await call(pia, "POST", `/operations/${id}/resume`, { mfa: true })).status, 404);

  await served.stop("SIGKILL");
  served = await startServe(emulator, { port, data });
  assert.equal((await call(ada, "GET", `/operations/${id}`)).said.operation.status, "needs_sign_in");
  await forgetExchanges(emulator);
  const resumed = await call(ada, "POST", `/operations/${id}/resume`, { mfa: true });
  assert.equal(resumed.status, 202, JSON.stringify(resumed.said));
  assert.equal(resumed.said.operation.sign_in, undefined);
  assert.equal((await call(ada, "POST", `/operations/${id}/resume`, { mfa: true })).status, 202);
  await admin("clock", { offsetSeconds: 700 });
  const ended = await once({ id }, over);
  assert.equal(ended.status, "succeeded", JSON.stringify(ended.error));
  assert.equal(ended.identity, "user");
  const changes = (await exchanges(emulator, { service: "arm" })).filter(({ method, path }) => method !== "GET" && path.startsWith(GROUP));
  assert.deepEqual(changes, []);
  await admin("tenants/contoso.com/second-factor", { demanded: false });
});

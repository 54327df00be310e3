// Long work on Azure resources: as whose it is done, what is told of it, and that a kill in its middle
// changes nothing. The emulator runs apart, so that it remembers what Azure was really asked.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { ada, ann, PRODUCTION, vic } from "../cast.js";
import { auditOf } from "../audit.js";
import { exchanges, forgetExchanges, mint } from "../emulator.js";
import { freePorts, newFolder, startEmulator, startServe } from "../gatehouse.js";

const SHOP = `subscription_id=${PRODUCTION}&resource_group=rg-shop`;
const pia = { upn: "pia@contoso.com" };
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

/** One call as `person`: status, headers and JSON. */
async function call(person, method, path, { body, headers } = {}) {
  const token = await mint(emulator, { as: person.upn });
  const answer = await fetch(`${served.url}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...headers },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, said: await answer.json() };
}

async function pace(durationMs) {
  const answer = await fetch(`${emulator.emulator}/_emulator/operations`, {
    method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ durationMs }),
  });
  assert.equal(answer.status, 200);
}

/** The operation once it is over. */
async function ended({ id }) {
  for (let tries = 0; tries < 300; tries++) {
    const { said } = await call(ada, "GET", `/operations/${id}`);
    if (!["queued", "running"].includes(said.operation.status)) return said.operation;
    await pause(100);
  }
  throw new Error(`operation ${id} does not end`);
}

/** What Azure was asked to change, as "METHOD last-segments". */
async function changes() {
  return (await exchanges(emulator, { service: "arm" }))
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path.split("/").slice(path.endsWith("/start") || path.endsWith("/stop") ? -2 : -1).join("/")}`);
}

test("a stop is followed event by event, to its end, as the caller", async () => {
  await pace(2500);
  const begun = await call(ada, "POST", `/resources/aks/aks-shop/stop?${SHOP}`);
  assert.equal(begun.status, 202, JSON.stringify(begun.said));
  const { operation } = begun.said;
  assert.equal(begun.headers.get("location"), `/api/operations/${operation.id}`);
  assert.equal(operation.kind, "aks.stop");
  assert.equal(operation.identity, "user");

  const token = await mint(emulator, { as: ada.upn });
  const stream = await fetch(`${served.url}/api/operations/${operation.id}/events`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  assert.match(stream.headers.get("content-type"), /^text\/event-stream/);
  const events = (await stream.text()).split("\n").filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
  assert.equal(events.at(-1).status, "succeeded");
  assert.equal(events.at(-1).percent, 100);
  const percents = events.map(({ percent }) => percent);
  assert.deepEqual(percents, [...percents].sort((a, b) => a - b));
  assert.ok(events.at(-1).steps.every(({ status }) => status === "done"));

  const lines = await auditOf({ ...served, ...emulator }, operation.id);
  assert.deepEqual(lines.map(({ phase }) => phase).sort(), ["completion", "intent"]);
  assert.ok(lines.every(({ acted_as, caller }) => acted_as === "user" && caller));
});

test("the caller's own rights decide, and roles before them", async () => {
  await pace(0);
  const denied = await call(pia, "POST", `/resources/aks/aks-shop/start?${SHOP}`);
  assert.equal(denied.status, 403);
  assert.equal(denied.said.error, "forbidden");
  assert.equal(denied.said.azure_code, "AuthorizationFailed");
  const viewer = await call(vic, "POST", `/resources/aks/aks-shop/start?${SHOP}`);
  assert.equal(viewer.said.error, "role_required");
  const analyst = await call(ann, "DELETE", `/resources/acr/acrshop?${SHOP}&confirm=acrshop`);
  assert.equal(analyst.said.error, "role_required");
  const unconfirmed = await call(ada, "DELETE", `/resources/acr/acrshop?${SHOP}`);
  assert.equal(unconfirmed.status, 400);
  assert.equal(unconfirmed.said.field, "confirm");

  const { said } = await call(pia, "GET", "/operations");
  assert.deepEqual(said.operations.map(({ id }) => id), [denied.said.operation]);
  const [adas] = (await call(ada, "GET", "/operations")).said.operations.filter(({ caller }) => caller.name !== said.operations[0].caller.name);
  assert.equal((await call(pia, "GET", `/operations/${adas.id}`)).status, 404);
});

test("a storage account is made once, however often it is asked for with one key", async () => {
  await pace(0);
  await forgetExchanges(emulator);
  const body = { subscription_id: PRODUCTION, resource_group: "rg-shop", name: "stnew001", location: "westeurope" };
  const asked = { body, headers: { "Idempotency-Key": "make-it-once" } };
  const [first, second] = await Promise.all([call(ada, "POST", "/resources/storage", asked), call(ada, "POST", "/resources/storage", asked)]);
  assert.equal(first.said.operation.id, second.said.operation.id);
  assert.equal((await ended(first.said.operation)).status, "succeeded");
  assert.equal((await call(ada, "POST", "/resources/storage", asked)).status, 200);
  const other = await call(ada, "POST", "/resources/storage", { ...asked, body: { ...body, name: "stnew002" } });
  assert.equal(other.status, 422);
  assert.deepEqual(await changes(), ["PUT stnew001"]);

  const wrong = await call(ada, "POST", "/resources/storage", { body: { ...body, name: "St" } });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.said.field, "name");
});

test("a cluster of an owner's may pull from the registry it is made with", async () => {
  await pace(0);
  const body = { subscription_id: PRODUCTION, resource_group: "rg-shop", name: "aks-pull", location: "westeurope", attach_registry: "acrshop" };
  const { said } = await call(ada, "POST", "/resources/aks", { body });
  const done = await ended(said.operation);
  assert.equal(done.status, "succeeded");
  assert.equal(done.steps.find(({ name }) => name === "attach_registry").status, "done", JSON.stringify(done));
  assert.ok((await changes()).length >= 2);
});

test("a start is cancelled, and one works on a resource at a time", async () => {
  await pace(60_000);
  const { said: { operation } } = await call(ada, "POST", `/resources/aks/aks-shop/start?${SHOP}`);
  assert.ok(operation.cancellable);
  const second = await call(ada, "POST", `/resources/aks/aks-shop/stop?${SHOP}`);
  assert.equal(second.status, 409);
  assert.equal(second.said.error, "operation_in_progress");
  assert.equal(second.said.operation, operation.id);
  const cancel = await call(ada, "POST", `/operations/${operation.id}/cancel`);
  assert.equal(cancel.status, 202, JSON.stringify(cancel.said));
  assert.equal((await ended(operation)).status, "cancelled");
});

const work = {
  create: () => call(ada, "POST", "/resources/aks", {
    body: { subscription_id: PRODUCTION, resource_group: "rg-shop", name: "aks-new", location: "westeurope", node_count: 2, attach_registry: "acrshop" },
  }),
  start: () => call(ada, "POST", `/resources/aks/aks-shop/start?${SHOP}`),
  delete: () => call(ada, "DELETE", `/resources/acr/acrshop?${SHOP}&confirm=acrshop`),
};
for (const [what, begin] of Object.entries(work)) {
  test(`kill -9 in the middle of ${what}: it ends in the truth, and Azure is asked once`, async () => {
    await pace(0);
    if (what === "start") await stopped();
    await forgetExchanges(emulator);
    await pace(4000);
    const asked = begin().catch(() => null);
    await untilAzureWasAsked();
    await served.stop("SIGKILL");
    await asked;
    served = await startServe(emulator, { port, data });
    const [operation] = (await call(ada, "GET", "/operations")).said.operations;
    assert.equal((await ended(operation)).status, "succeeded");
    const sent = await changes();
    const main = sent.filter((line) => /aks-new|aks-shop\/start|acrshop/.test(line));
    assert.equal(main.length, 1, sent.join("\n"));
    assert.equal(new Set(sent).size, sent.length, sent.join("\n"));
  });
}

async function stopped() {
  const { said } = await call(ada, "POST", `/resources/aks/aks-shop/stop?${SHOP}`);
  assert.equal((await ended(said.operation)).status, "succeeded");
}

async function untilAzureWasAsked() {
  for (let tries = 0; tries < 500; tries++) {
    if ((await changes()).length > 0) return;
    await pause(10);
  }
  throw new Error("Azure was not asked");
}

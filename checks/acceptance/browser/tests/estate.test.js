// The cards of the estate: what each person sees in each mode, and what is said when Azure says no.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, beforeEach, describe, test } from "node:test";
import { ada, ann, gus, mia, nil, PRODUCTION, vic } from "../cast.js";
import { auditOf } from "../audit.js";
import { exchanges, forgetExchanges, mint } from "../emulator.js";
import { freePorts, newFolder, startEmulator, startServe } from "../gatehouse.js";

const RESEARCH = "50000000-0000-4000-8000-000000000002";
const SHOP = { subscription_id: PRODUCTION, resource_group: "rg-shop" };
const LAB = { subscription_id: RESEARCH, resource_group: "rg-lab" };
const AT_SHOP = `/subscriptions/${PRODUCTION}/resourceGroups/rg-shop`;

let emulator;
let site;
before(async () => { emulator = await startEmulator(); });
after(async () => { await emulator?.stop(); });

function inMode(mode, tests) {
  describe(mode, () => {
    let served;
    before(async () => {
      const [data, [port]] = await Promise.all([newFolder(), freePorts(1)]);
      served = await startServe(emulator, { port, data, more: ["--set", `downstream.mode=${mode}`] });
      site = { ...emulator, ...served, internal: `http://localhost:${port + 1000}` };
    });
    after(async () => {
      await served?.stop();
      if (served) await rm(served.data, { recursive: true, force: true });
    });
    beforeEach(() => forgetExchanges(site));
    tests();
  });
}

/** A card as a person sees it: the answer with its body. Names may be lists. */
async function card(person, path, asked = {}) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(asked)) {
    for (const value of [values].flat()) query.append(name, value);
  }
  const token = await mint(site, { as: person.upn });
  const answer = await fetch(`${site.url}/api/${path}?${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return { answer, status: answer.status, body: await answer.json() };
}

/** Makes the emulator fail in these ways alone; `[]` ends it. */
async function plant(faults) {
  await fetch(`${site.emulator}/_emulator/faults`, { method: "DELETE" });
  for (const fault of faults) {
    const answer = await fetch(`${site.emulator}/_emulator/faults`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fault),
    });
    assert.ok(answer.ok, await answer.text());
  }
}

const arm = (status, code, message, headers) =>
  [{ service: "arm", path: "/subscriptions", status, body: { error: { code, message } }, headers }];

/** Every card, as JSON that is the same each time. */
const stable = ({ fetched_at: _, ...rest }) => rest;

function assertShop(body) {
  assert.equal(body.degraded, undefined, JSON.stringify(body));
  const [cluster] = body.clusters;
  assert.equal(body.clusters.length, 1);
  assert.deepEqual(
    [cluster.name, cluster.power_state, cluster.provisioning_state, cluster.kubernetes_version, cluster.location],
    ["aks-shop", "Running", "Succeeded", "1.33.2", "westeurope"]);
  assert.deepEqual(cluster.node_pools.map((pool) => [pool.name, pool.mode, pool.count, pool.vm_size]), [
    ["system", "System", 3, "Standard_D4s_v5"], ["work", "User", 5, "Standard_D8s_v5"]]);
  assert.match(cluster.kubelet_identity.client_id, /^[0-9a-f-]{36}$/);
  assert.match(body.fetched_at, /^\d{4}-\d\d-\d\dT/);
}

function assertDegraded({ status, body }, reason, empty) {
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.degraded, true);
  assert.equal(body.degraded_reason, reason, JSON.stringify(body));
  for (const field of ["label", "tone", "cause", "remedy"]) {
    assert.ok(body[`degraded_${field}`].length > 0, field);
  }
  assert.ok(body.degraded_detail.length <= 200);
  for (const [name, value] of Object.entries(empty)) assert.deepEqual(body[name], value);
}

inMode("obo", () => {
  test("Ada sees her cluster, and Azure was asked as Ada", async () => {
    const { answer, body } = await card(ada, "monitor/aks", { ...SHOP, name: "aks-shop" });
    assertShop(body);
    const seen = await exchanges(site, { service: "arm" });
    assert.ok(seen.length > 0);
    assert.ok(seen.every((exchange) => exchange.caller.oid === ada.oid));
    const events = await auditOf(site, answer.headers.get("x-request-id"));
    assert.deepEqual(events.map((event) => [event.rule, event.acted_as, event.status]),
      [["gatehouse.monitor.aks", "user", 200]]);
    assert.equal(answer.headers.get("x-downstream-identity"), null);
  });

  test("Ada sees the account with its containers", async () => {
    const { body } = await card(ada, "monitor/storage", { ...SHOP, name: "stshop001" });
    assert.deepEqual([body.name, body.region, body.sku, body.kind, body.public_network_access, body.is_hns_enabled],
      ["stshop001", "westeurope", "Standard_ZRS", "StorageV2", "Enabled", false], JSON.stringify(body));
    assert.deepEqual(body.containers.map((container) => container.name).sort(), ["images", "orders"]);
    assert.equal(body.degraded, undefined);
    assert.equal(body.containers_degraded, undefined);
  });

  test("Ada sees expected against actual images, through the data plane as herself", async () => {
    const { body } = await card(ada, "monitor/acr",
      { ...SHOP, name: "acrshop", expected: ["shop/web:1.1", "shop/web:9.9", "tools/gone:1"] });
    assert.equal(body.images_degraded, undefined, JSON.stringify(body));
    assert.deepEqual([body.name, body.sku], ["acrshop", "Standard"]);
    assert.equal(`https://${body.login_server}`, site.emulatorHttps);
    assert.deepEqual(body.expected_image_tags, { "shop/web": ["1.1", "9.9"], "tools/gone": ["1"] });
    assert.deepEqual(Object.keys(body.actual_tags).sort(), ["shop/orders", "shop/web", "tools/report"]);
    assert.deepEqual([...body.actual_tags["shop/web"]].sort(), ["1.0", "1.1", "latest"]);
    assert.deepEqual(body.missing_tags, { "shop/web": ["9.9"], "tools/gone": ["1"] });
  });

  test("Ann and Vic see Research: the stopped cluster says how to start it", async () => {
    for (const person of [ann, vic]) {
      const { body } = await card(person, "monitor/aks", LAB);
      assert.deepEqual(body.clusters.map((cluster) => [cluster.name, cluster.power_state]), [["aks-lab", "Stopped"]]);
      assert.equal(body.clusters[0].degraded_reason, "cluster_stopped");
      assert.equal(body.clusters[0].degraded_command,
        `az aks start --subscription ${RESEARCH} --resource-group "rg-lab" --name aks-lab`);
      const { body: storage } = await card(person, "monitor/storage", LAB);
      assert.deepEqual(storage.items.map((item) => [item.name, item.is_hns_enabled, item.public_network_access]),
        [["stlab001", true, "Disabled"]]);
    }
  });

  test("Ann, Vic and Nil have no access to Production, and are given the command for it", async () => {
    for (const person of [ann, vic, nil]) {
      const denied = await card(person, "monitor/aks", { ...SHOP, name: "aks-shop" });
      assertDegraded(denied, "forbidden", { clusters: [] });
      assert.equal(denied.body.degraded_command,
        `az role assignment create --assignee ${person.oid} --role "Reader" --scope "${AT_SHOP}"`);
      assertDegraded(await card(person, "monitor/storage", { ...SHOP, name: "stshop001" }), "forbidden",
        { name: "stshop001", region: "", sku: null, containers: [] });
      assertDegraded(await card(person, "monitor/acr", { ...SHOP, name: "acrshop" }), "forbidden",
        { name: "acrshop", login_server: "", actual_tags: {} });
    }
  });

  test("groups are those that the person may read", async () => {
    const groups = async (person, subscription) =>
      (await card(person, "resource-groups", { subscription_id: subscription })).body;
    assert.ok((await groups(ada, PRODUCTION)).resource_groups.some((group) => group.name === "rg-shop"));
    assert.ok((await groups(vic, RESEARCH)).resource_groups.some((group) => group.name === "rg-lab"));
    assert.deepEqual((await groups(nil, PRODUCTION)).resource_groups, []);
  });

  test("Gus is led to his administrator's consent", async () => {
    const denied = await card(gus, "monitor/aks", SHOP);
    assertDegraded(denied, "consent_required", { clusters: [] });
    assert.match(denied.body.degraded_link, new RegExp(`^/auth/login\\?error=consent_required&tenant=${gus.tenant}`));
    assert.deepEqual(await exchanges(site, { service: "arm" }), []);
  });

  test("Mia is told that more proof is needed, and gets the claims", async () => {
    const denied = await card(mia, "monitor/storage", { ...SHOP, name: "stshop001" });
    assertDegraded(denied, "mfa_required", { containers: [] });
    assert.ok(JSON.parse(denied.body.degraded_claims).access_token);
  });

  test("stale names are not found, and not blank", async () => {
    assertDegraded(await card(ada, "monitor/aks", { ...SHOP, name: "aks-gone" }), "not_found", { clusters: [] });
    assertDegraded(await card(ada, "monitor/storage", { ...SHOP, name: "stgone01" }), "not_found", { sku: null });
    assertDegraded(await card(ada, "monitor/acr", { ...SHOP, name: "acrgone" }), "not_found", { sku: null });
    assertDegraded(await card(ada, "monitor/aks", { ...SHOP, resource_group: "rg-gone" }), "not_found", {});
  });

  test("names that Azure does not take are refused before it is asked", async () => {
    for (const [path, asked, parameter] of [
      ["monitor/aks", { ...SHOP, subscription_id: "mine" }, "subscription_id"],
      ["monitor/aks", { subscription_id: PRODUCTION }, "resource_group"],
      ["monitor/aks", { ...SHOP, resource_group: "../x" }, "resource_group"],
      ["monitor/storage", { ...SHOP, name: "St-1" }, "name"],
      ["monitor/acr", { ...SHOP, name: "acr-shop" }, "name"],
      ["monitor/acr", { ...SHOP, expected: "shop/web" }, "expected"],
      ["monitor/aks", { ...SHOP, fresh: "1" }, "fresh"],
    ]) {
      const { status, body } = await card(ada, path, asked);
      assert.deepEqual([status, body.error, body.parameter], [400, "invalid_request", parameter]);
    }
    assert.deepEqual(await exchanges(site, { service: "arm" }), []);
  });

  test("Azure's codes decide, in every language, and metrics count them", async () => {
    const rows = [
      [401, "InvalidAuthenticationTokenTenant", "访问令牌的颁发者不正确。", "auth_wrong_tenant"],
      [401, "ExpiredAuthenticationToken", "Das Zugriffstoken ist abgelaufen.", "token_expired"],
      [401, "InvalidAuthenticationToken", "The access token is invalid. AADSTS50020", "unauthorized"],
      [403, "AuthorizationFailed", "Der Client ist zu dieser Aktion nicht berechtigt.", "forbidden"],
      [403, "DenyAssignmentAuthorizationFailed", "拒绝分配禁止此操作。", "deny_assignment"],
      [404, "SubscriptionNotFound", "Das Abonnement wurde nicht gefunden.", "subscription_not_found"],
      [404, "ResourceGroupNotFound", "找不到资源组。", "not_found"],
      [409, "MissingSubscriptionRegistration", "Nicht registriert.", "provider_not_registered"],
      [409, "ReadOnlyDisabledSubscription", "订阅已禁用。", "subscription_disabled"],
      [418, "Teapot", "Ich bin eine Teekanne.", "http_418"],
    ];
    try {
      for (const [status, code, message, reason] of rows) {
        await plant(arm(status, code, message));
        const { body } = await card(ada, "monitor/aks", { ...SHOP, fresh: "true" });
        assert.equal(body.degraded_reason, reason, JSON.stringify(body));
      }
      await plant(arm(429, "TooManyRequests", "请求过多。", { "Retry-After": "17" }));
      const { body } = await card(ada, "monitor/aks", { ...SHOP, fresh: "true" });
      assert.deepEqual([body.degraded_reason, body.degraded_retry_after], ["throttled", 17]);
    } finally {
      await plant([]);
    }
    const metrics = await (await fetch(`${site.internal}/metrics`)).text();
    for (const reason of [...rows.map((row) => row[3]), "throttled", "consent_required", "mfa_required"]) {
      assert.match(metrics, new RegExp(`gatehouse_degraded_total\\{op="monitor\\.[a-z]+",reason="${reason}"\\} `));
    }
    assert.match(metrics, /gatehouse_requests_total\{route="gatehouse.monitor.aks",status="200"\} /);
  });

  test("an account is shown where its containers are not", async () => {
    try {
      await plant([{
        service: "arm", path: `${AT_SHOP}/providers/Microsoft.Storage/storageAccounts/stshop001/blobServices`,
        status: 403, body: { error: { code: "AuthorizationFailed", message: "Nein." } },
      }]);
      const { body } = await card(ada, "monitor/storage", { ...SHOP, name: "stshop001", fresh: "true" });
      assert.equal(body.sku, "Standard_ZRS");
      assert.deepEqual([body.degraded, body.containers_degraded, body.containers_degraded_reason],
        [undefined, true, "forbidden"]);
    } finally {
      await plant([]);
    }
  });

  test("a second look within ten seconds costs Azure nothing", async () => {
    const first = await card(ada, "monitor/aks", { ...SHOP, fresh: "true" });
    await forgetExchanges(site);
    const second = await card(ada, "monitor/aks", SHOP);
    assert.deepEqual(second.body, first.body);
    assert.deepEqual(await exchanges(site, { service: "arm" }), []);
    const fresh = await card(ada, "monitor/aks", { ...SHOP, fresh: "true" });
    assert.deepEqual(stable(fresh.body), stable(first.body));
    assert.ok((await exchanges(site, { service: "arm" })).length > 0);
  });

  test("the internal listener answers to the host alone", async () => {
    const health = await (await fetch(`${site.internal}/health`)).json();
    assert.deepEqual([health.status, health.downstream_mode], ["healthy", "obo"]);
    assert.equal((await fetch(`${site.internal}/api/me`)).status, 404);
    assert.equal((await fetch(`${site.url}/metrics`)).ok, false);
  });
});

inMode("managed-identity", () => {
  test("everybody sees what the platform may read, and is told so", async () => {
    for (const person of [ada, ann, vic, nil, gus, mia]) {
      const { answer, body } = await card(person, "monitor/aks", { ...SHOP, fresh: "true" });
      assertShop(body);
      assert.equal(answer.headers.get("x-downstream-identity"), "managed-identity");
      const events = await auditOf(site, answer.headers.get("x-request-id"));
      assert.deepEqual(events.map((event) => event.acted_as), ["managed-identity"]);
    }
    const seen = await exchanges(site, { service: "arm" });
    assert.ok(seen.every((exchange) => exchange.caller.kind === "identity"));
  });

  test("nobody is told to sign in where the platform is at fault", async () => {
    try {
      for (const [status, code] of [[401, "InvalidAuthenticationToken"], [403, "AuthorizationFailed"]]) {
        await plant(arm(status, code, "No."));
        const { body } = await card(ada, "monitor/aks", { ...SHOP, fresh: "true" });
        assert.equal(body.degraded, true);
        assert.doesNotMatch(`${body.degraded_remedy} ${body.degraded_command}`, /az login|sign in/i);
      }
    } finally {
      await plant([]);
    }
  });
});

inMode("obo-with-fallback", () => {
  test("Ada sees as herself; the platform stands in for Gus, and says so", async () => {
    const own = await card(ada, "monitor/aks", SHOP);
    assertShop(own.body);
    assert.equal(own.answer.headers.get("x-downstream-identity"), null);
    const stoodIn = await card(gus, "monitor/aks", SHOP);
    assertShop(stoodIn.body);
    assert.equal(stoodIn.answer.headers.get("x-downstream-identity"), "managed-identity");
  });

  test("nobody stands in for Mia, nor for Nil whom Azure denies", async () => {
    assertDegraded(await card(mia, "monitor/aks", SHOP), "mfa_required", { clusters: [] });
    assertDegraded(await card(nil, "monitor/aks", SHOP), "forbidden", { clusters: [] });
  });
});

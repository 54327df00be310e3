// What the cast may do where, as Azure's RBAC says it: told by hints, by the review of roles, by the
// diagnosis, and by the gate before the workbench.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { ada, ann, gus, nil, olu, PRODUCTION, RESEARCH, vic } from "../cast.js";
import { auditOf } from "../audit.js";
import { exchanges, forgetExchanges, mint } from "../emulator.js";
import { freePorts, newFolder, startEmulator, startServe } from "../gatehouse.js";

const DEMO_HOST = "1d000000-0000-4000-8000-0000000000a2";
const RIGHTS = ["can_read", "can_write", "can_start_stop", "can_delete", "can_build_acr", "can_grant_rbac"];
const LAB = { subscription_id: RESEARCH, resource_group: "rg-lab" };
const SHOP = { subscription_id: PRODUCTION, resource_group: "rg-shop" };
const OWN = ["/api/me", "/api/tenants", "/api/subscriptions", "/api/diagnostics",
  "/api/health/azure-discovery", "/api/arm/subscriptions?api-version=2022-12-01"];

let emulator;
before(async () => { emulator = await startEmulator(); });
after(async () => { await emulator?.stop(); });

/** The Gatehouse under test, and the emulator, which all of them share. */
let demo;

async function get(person, path, query = {}) {
  const token = await mint(demo, { as: person.upn });
  const address = `${demo.url}${path}${path.includes("?") ? "" : `?${new URLSearchParams(query)}`}`;
  const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
  return { answer, said: await answer.json() };
}

function served(name, settings, tests) {
  describe(name, () => {
    let running;
    before(async () => {
      const [data, [port]] = await Promise.all([newFolder(), freePorts(1)]);
      running = await startServe(emulator, { port, data, more: settings.flatMap((it) => ["--set", it]) });
      demo = { ...emulator, ...running };
    });
    after(async () => {
      await running?.stop();
      if (running) await rm(running.data, { recursive: true, force: true });
    });
    tests();
  });
}

/** Who holds which of RIGHTS where, by which roles. */
const TABLE = [
  [ada, LAB, RIGHTS, ["Owner"]],
  [ada, SHOP, RIGHTS, ["Owner"]],
  [ann, LAB, RIGHTS.filter((right) => right !== "can_grant_rbac"), ["Contributor", "Reader"]],
  [ann, SHOP, [], []],
  [vic, LAB, ["can_read"], ["Reader"]],
  [vic, SHOP, [], []],
  [olu, SHOP, ["can_read"], ["Reader"]],
  [olu, LAB, [], []],
  [nil, LAB, [], []],
];

for (const [mode, identity] of [["obo", "user"], ["managed-identity", "identity"]]) {
  served(mode, [`downstream.mode=${mode}`], () => {
    for (const [person, scope, held, roles] of TABLE) {
      test(`${person.name} may ${held.join(", ") || "nothing"} in ${scope.resource_group}`, async () => {
        const { answer, said } = await get(person, "/api/me/permissions", scope);
        assert.equal(answer.status, 200);
        assert.deepEqual(RIGHTS.filter((right) => said[right]), held);
        assert.equal(said.degraded, false);
        assert.deepEqual(said.matched_role_names.toSorted(), roles);
        assert.equal(said.matched_roles.length, roles.length);
        assert.equal(said.reason, held.length ? null : "no_role_at_scope");
      });
    }

    test("Azure is asked as the mode says, and the audit agrees", async () => {
      await forgetExchanges(demo);
      const { answer } = await get(ada, "/api/me/permissions", { ...LAB, cluster_name: "aks-lab" });
      const seen = await exchanges(demo, { service: "arm" });
      assert.ok(seen.length > 0);
      for (const exchange of seen) assert.equal(exchange.caller.kind, identity);
      const [event] = await auditOf(demo, answer.headers.get("x-request-id"));
      assert.equal(event.acted_as, identity === "user" ? "user" : "managed-identity");
    });

    test("the review tells Ann's roles and where they come from", async () => {
      const query = new URLSearchParams({ ...LAB, target: "me" });
      query.append("resource_group", "rg?lab");
      const { said } = await get(ann, `/api/me/access-review?${query}`);
      assert.deepEqual(said.principal, { kind: "user", object_id: ann.oid, available: true });
      const [lab, bad] = said.groups;
      assert.equal(lab.degraded, false);
      assert.deepEqual(
        lab.assignments.map((it) => [it.role_name, it.scope_level, it.inherited]).toSorted(),
        [["Contributor", "resource_group", false], ["Reader", "subscription", true]],
      );
      assert.deepEqual([bad.degraded, bad.reason, bad.assignments], [true, "invalid_resource_group_name", []]);
    });

    test("the review tells Ada the platform's roles", async () => {
      const { said } = await get(ada, "/api/me/access-review", { ...SHOP, target: "dashboard" });
      assert.deepEqual(said.principal, { kind: "dashboard_identity", object_id: DEMO_HOST, available: true });
      assert.deepEqual(said.groups[0].assignments.map((it) => [it.role_name, it.scope_level]), [["Reader", "subscription"]]);
    });

    test("names that Azure does not take are refused", async () => {
      for (const query of [{}, { ...LAB, subscription_id: "prod" }, { ...LAB, resource_group: "a/b" },
        { ...LAB, cluster_name: "a/b" }]) {
        const { answer, said } = await get(vic, "/api/me/permissions", query);
        assert.deepEqual([answer.status, said.error], [400, "invalid_request"]);
      }
    });

    test("a healthy workspace shows no banner", async () => {
      const { said } = await get(ada, "/api/diagnostics", LAB);
      assert.deepEqual([said.show, said.reasons], [false, []]);
    });
  });
}

served("what each sees", ["downstream.mode=obo"], () => {
  test("Vic learns that Production is not visible, and gets no command that cannot help", async () => {
    const { said } = await get(vic, "/api/diagnostics", SHOP);
    assert.equal(said.show, true);
    assert.equal(said.title, "Saved subscription is not visible");
    assert.equal(said.reasons[0].code, "invisible_subscription");
    assert.equal(said.reasons[0].command, undefined);
  });

  test("Nil, who sees no subscription, and Gus, whose tenant has not consented, are told apart", async () => {
    const nils = (await get(nil, "/api/diagnostics")).said;
    const guss = (await get(gus, "/api/diagnostics")).said;
    assert.deepEqual(nils.reasons.map((it) => it.code), ["subscriptions_unavailable"]);
    assert.deepEqual(guss.reasons.map((it) => it.code), ["consent_required"]);
    assert.equal(nils.title, "Insufficient Azure permissions");
    assert.doesNotMatch(JSON.stringify(nils), /[Ss]ign in|login/);
    assert.match(nils.reasons[0].command, new RegExp(`^az role assignment create --assignee ${nil.oid} --role "Reader" --scope `));
    assert.ok(nils.show && guss.show);
  });

  test("the walk to Azure tells shortened ids and no names", async () => {
    const { said } = await get(ada, "/api/health/azure-discovery");
    assert.deepEqual(
      [said.credential.status, said.subscriptions.status, said.resource_groups.status, said.hint],
      ["ok", "ok", "ok", null],
    );
    assert.deepEqual(said.subscriptions.subscription_ids, ["50000000…", "50000000…"]);
    assert.doesNotMatch(JSON.stringify(said), /Contoso|rg-|-4000-/);
    const guss = (await get(gus, "/api/health/azure-discovery")).said;
    assert.deepEqual([guss.credential.status, guss.subscriptions.status], ["error", "skipped"]);
    assert.match(guss.hint, /consent/);
  });
});

for (const mode of ["obo", "managed-identity"]) {
  served(`a gate before the workbench, ${mode}`, [
    `downstream.mode=${mode}`,
    `authz.entry-gate={subscription: ${RESEARCH}, resource-group: rg-lab}`,
  ], () => {
    test("Vic, who can read the resource group, enters", async () => {
      for (const path of OWN) assert.equal((await get(vic, path)).answer.status, 200, path);
    });

    for (const person of [nil, olu]) {
      test(`${person.name}, who cannot, enters nowhere and learns why`, async () => {
        for (const path of OWN) {
          const { answer, said } = await get(person, path);
          assert.deepEqual(
            [answer.status, said.error, said.resource_group, said.subscription_id],
            [403, "dashboard_access_denied", "rg-lab", RESEARCH], path,
          );
        }
        const hint = await get(person, "/api/me/permissions", LAB);
        assert.deepEqual([hint.answer.status, hint.said.reason], [200, "no_role_at_scope"]);
        const review = await get(person, "/api/me/access-review", LAB);
        assert.deepEqual(review.said.groups[0].assignments, []);
      });
    }
  });
}

served("a gate about which Azure does not decide", [
  "downstream.mode=obo",
  `authz.entry-gate={subscription: ${RESEARCH}, resource-group: rg-gone}`,
], () => {
  test("stays closed and names the wait", async () => {
    const { answer, said } = await get(ada, "/api/subscriptions");
    assert.deepEqual([answer.status, said.error], [503, "dashboard_access_indeterminate"]);
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
  });
});

served("a gate that opens where Azure does not decide", [
  "downstream.mode=obo",
  `authz.entry-gate={subscription: ${RESEARCH}, resource-group: rg-gone, on-error: open}`,
], () => {
  test("lets Ada in, and refuses Nil, about whom Azure decides", async () => {
    assert.equal((await get(ada, "/api/subscriptions")).answer.status, 200);
    assert.equal((await get(nil, "/api/subscriptions")).answer.status, 403);
  });
});

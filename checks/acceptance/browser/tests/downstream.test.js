// Whose token reaches Azure, in each mode, with tokens that the real msal-node got: Azure's own log
// and Gatehouse's audit must agree.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { ada, ann, gus, mia, pia, PRODUCTION } from "../cast.js";
import { auditOf } from "../audit.js";
import { startChromium } from "../chromium.js";
import { exchanges, forgetExchanges, grants } from "../emulator.js";
import { freePorts, newFolder, startEmulator, startServe } from "../gatehouse.js";
import { acquire } from "../tokens.js";

const ARM_READ = "/api/arm/subscriptions?api-version=2022-12-01";
const DISCOVERY = "/api/subscriptions";
const GROUP = `/api/arm/subscriptions/${PRODUCTION}/resourcegroups/rg-made?api-version=2022-09-01`;
const KEYED_HASH = /^[A-Za-z0-9_-]{32}$/;

let browser;
let emulator;
before(async () => { [browser, emulator] = await Promise.all([startChromium(), startEmulator()]); });
after(async () => { await Promise.all([browser?.close(), emulator?.stop()]); });

/** The Gatehouse of the mode under test, and the emulator, which all of them share. */
let demo;
const tokens = new Map();

async function tokenOf(person) {
  if (!tokens.has(person)) tokens.set(person, (await acquire(browser, demo, person)).accessToken);
  return tokens.get(person);
}

/** A call with a bearer token, what Azure saw of it, and what the audit says. */
async function call(person, path, { method = "GET", token, body } = {}) {
  const bearer = token ?? (await tokenOf(person));
  await forgetExchanges(demo);
  const answer = await fetch(demo.url + path, {
    method,
    body: body && JSON.stringify(body),
    headers: { Authorization: `Bearer ${bearer}`, ...(body && { "Content-Type": "application/json" }) },
  });
  const said = await answer.json();
  const seen = await exchanges(demo, { service: "arm" });
  const events = await auditOf(demo, answer.headers.get("x-request-id"));
  return { answer, said, seen, events };
}

function inMode(mode, tests, tenants = []) {
  describe(`${mode} ${tenants}`.trim(), () => {
    let served;
    before(async () => {
      const [data, [port]] = await Promise.all([newFolder(), freePorts(1)]);
      served = await startServe(emulator, { port, data, more: ["--set", `downstream.mode=${mode}`, ...tenants] });
      demo = { ...emulator, ...served };
    });
    after(async () => {
      await served?.stop();
      if (served) await rm(served.data, { recursive: true, force: true });
    });
    tests();
  });
}

function assertActedAs({ answer, seen, events }, person, identity) {
  assert.equal(answer.status, 200);
  assert.ok(seen.length > 0, "Azure was asked");
  for (const exchange of seen) {
    if (identity === "user") {
      assert.equal(exchange.caller.kind, "user");
      assert.equal(exchange.caller.oid, person.oid);
    } else {
      assert.equal(exchange.caller.kind, "identity");
    }
  }
  assert.equal(events.length, 1);
  assert.equal(events[0].acted_as, identity);
  assert.equal(events[0].tenant, person.tenant);
  assertNamesNobody(events, person);
}

function assertNamesNobody(events, person) {
  for (const event of events) {
    assert.match(event.caller, KEYED_HASH);
    assert.ok(!JSON.stringify(event).includes(person.oid), "the audit holds the object id");
    assert.ok(!JSON.stringify(event).includes(person.upn), "the audit holds the user name");
  }
}

function assertRefused({ answer, said, seen, events }, status, code) {
  assert.deepEqual([answer.status, said.error], [status, code]);
  assert.deepEqual(seen, [], "Azure was asked");
  assert.deepEqual([events[0].status, events[0].code, events[0].acted_as], [status, code, "none"]);
}

inMode("obo", () => {
  for (const path of [ARM_READ, DISCOVERY]) {
    test(`Ada acts herself at ${path}`, async () => {
      const done = await call(ada, path);
      assertActedAs(done, ada, "user");
      assert.equal(done.answer.headers.get("x-downstream-identity") ?? "user", "user");
      assert.equal((done.said.value ?? done.said.subscriptions).length, 2);
    });

    test(`Gus, whose tenant has not consented, is refused at ${path}`, async () => {
      assertRefused(await call(gus, path), 403, "consent_required");
    });

    test(`Mia's client is told that more proof is needed at ${path}`, async () => {
      assertRefused(await call(mia, path), 403, "step_up_required");
    });
  }

  test("Mia's client that can handle claims gets them, steps up, and she acts herself", async () => {
    const weak = await acquire(browser, demo, mia, { capabilities: ["CP1"] });
    const refused = await call(mia, ARM_READ, { token: weak.accessToken });
    assertRefused(refused, 401, "claims_challenge");
    const challenge = refused.answer.headers.get("www-authenticate");
    assert.match(challenge, /error="insufficient_claims"/);
    const claims = Buffer.from(/claims="([^"]+)"/.exec(challenge)[1], "base64").toString();
    const strong = await acquire(browser, demo, mia, { claims, capabilities: ["CP1"] });
    assertActedAs(await call(mia, ARM_READ, { token: strong.accessToken }), mia, "user");
  });

  test("Ada, an Admin, makes a resource group: intended, done, and done by her", async () => {
    const made = await call(ada, GROUP, { method: "PUT", body: { location: "westeurope" } });
    assert.ok(made.answer.ok, JSON.stringify(made.said));
    assert.deepEqual(made.seen.map((exchange) => exchange.caller.oid), [ada.oid]);
    assert.deepEqual(made.events.map((event) => event.phase), ["intent", "completion"]);
    assert.deepEqual(made.events.map((event) => event.acted_as), ["user", "user"]);
    assert.equal(made.events[1].status, made.answer.status);
    assertNamesNobody(made.events, ada);
    const filter = `eventTimestamp ge '${new Date(Date.now() - 3_600_000).toISOString()}'`;
    const log = await call(ada, `/api/arm/subscriptions/${PRODUCTION}/providers/Microsoft.Insights/`
      + `eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}`);
    assert.ok(log.said.value.some((entry) =>
      JSON.stringify(entry).includes("rg-made") && JSON.stringify(entry).includes(ada.upn)),
    JSON.stringify(log.said));
  });

  test("Ann, an Analyst, may not", async () => {
    assertRefused(await call(ann, GROUP, { method: "PUT", body: { location: "westeurope" } }), 403, "role_required");
  });

  test("a thousand first requests of one person make one exchange", async () => {
    const { accessToken } = await acquire(browser, demo, ann);
    const before = await grants(demo, "on_behalf_of");
    const statuses = await Promise.all(Array.from({ length: 1000 }, () =>
      fetch(demo.url + ARM_READ, { headers: { Authorization: `Bearer ${accessToken}` } })
        .then(async (answer) => { await answer.arrayBuffer(); return answer.status; })));
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.equal((await grants(demo, "on_behalf_of")) - before, 1);
  });
});

inMode("managed-identity", () => {
  for (const path of [ARM_READ, DISCOVERY]) {
    for (const person of [ada, gus, mia]) {
      test(`the platform acts for ${person.name} at ${path}`, async () => {
        assertActedAs(await call(person, path), person, "managed-identity");
        // Counted since `call` forgot all exchanges.
        assert.equal(await grants(demo, "on_behalf_of"), 0);
      });
    }
  }
});

inMode("obo-with-fallback", () => {
  for (const path of [ARM_READ, DISCOVERY]) {
    test(`Ada acts herself at ${path}`, async () => {
      const done = await call(ada, path);
      assertActedAs(done, ada, "user");
      assert.notEqual(done.answer.headers.get("x-downstream-identity"), "managed-identity");
    });

    test(`the platform stands in for Gus at ${path}, and says so`, async () => {
      const done = await call(gus, path);
      assertActedAs(done, gus, "managed-identity");
      assert.equal(done.answer.headers.get("x-downstream-identity"), "managed-identity");
      assert.notEqual(done.events[0].reason, "");
    });

    test(`nobody stands in for Mia at ${path}`, async () => {
      assertRefused(await call(mia, path), 403, "step_up_required");
    });
  }

  test("nobody stands in for a change", async () => {
    const gusAsked = await call(gus, GROUP, { method: "PUT", body: { location: "westeurope" } });
    assert.deepEqual([gusAsked.answer.status, gusAsked.seen], [403, []]);
  });
});

// Whoever is admitted because anybody is may appoint themselves in their own tenant.
const ANYBODY = ["--set", "entra.tenants=[home, any-consented]"];

inMode("managed-identity", () => {
  for (const path of [ARM_READ, DISCOVERY]) {
    test(`the platform does not act for a tenant that nobody named, at ${path}`, async () => {
      assertRefused(await call(gus, path), 403, "not_in_tenant");
      assertActedAs(await call(ada, path), ada, "managed-identity");
    });
  }

  test("a PM does not borrow the platform's rights for changes at will", async () => {
    for (const method of ["PUT", "DELETE"]) {
      const asked = await call(pia, GROUP, { method, body: { location: "westeurope" } });
      assert.deepEqual([asked.answer.status, asked.said.error, asked.seen], [403, "role_required", []]);
    }
    const owner = await call(pia, "/api/resources/role-assignments", { method: "POST", body: {} });
    assert.deepEqual([owner.answer.status, owner.said.error], [403, "role_required"]);
  });

  test("a PM reads what their own tenant did, an Admin all", async () => {
    const tenants = async (person, filter) => {
      const token = await tokenOf(person);
      const answer = await fetch(`${demo.url}/api/audit?limit=1000${filter}`, { headers: { authorization: `Bearer ${token}` } });
      return [...new Set((await answer.json()).events.map((event) => event.tenant))];
    };
    await call(gus, ARM_READ);
    assert.ok((await tenants(ada, "")).includes(gus.tenant));
    assert.deepEqual(await tenants(pia, `&tenant=${gus.tenant}`), [pia.tenant]);
  });
}, ANYBODY);

inMode("obo-with-fallback", () => {
  test("the platform does not stand in for a tenant that nobody named", async () => {
    assertRefused(await call(gus, ARM_READ), 403, "consent_required");
  });
}, ANYBODY);

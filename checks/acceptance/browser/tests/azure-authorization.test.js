// @azure/arm-authorization, unmodified, against the emulator: role assignments and what follows.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { ada, ann, nil, PRODUCTION, vic } from "../cast.js";
import { mint } from "../emulator.js";
import { startEmulator } from "../gatehouse.js";

const RESEARCH = "50000000-0000-4000-8000-000000000002";
const LAB = `/subscriptions/${RESEARCH}/resourceGroups/rg-lab`;
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OLU = "a0000000-0000-4000-8000-00000000000f";

let at;
before(async () => { at = await startEmulator(); });
after(async () => { await at?.stop(); });

/** A client that calls as `person`. */
function client(person, subscription) {
  const credential = {
    getToken: async () => ({
      token: await mint(at, { as: person.upn, audience: "https://management.azure.com" }),
      expiresOnTimestamp: Date.now() + 3_000_000,
    }),
  };
  return new AuthorizationManagementClient(credential, subscription,
    { endpoint: at.emulatorHttps, tlsOptions: { ca: readFileSync(at.ca) }, retryOptions: { maxRetries: 0 } });
}

async function all(pages) {
  const found = [];
  for await (const each of pages) found.push(each);
  return found;
}

const refused = (code, status) => (error) => error.code === code && error.statusCode === status;

describe("role definitions", () => {
  test("are found by name", async () => {
    const { roleDefinitions } = client(vic, RESEARCH);
    const found = await all(roleDefinitions.list(LAB, { filter: "roleName eq 'Reader'" }));
    assert.deepEqual(found.map((role) => role.name), [READER]);
    const executor = await all(roleDefinitions.list(LAB,
      { filter: "roleName eq 'Azure ContainerApps Session Executor'" }));
    assert.deepEqual(executor[0].permissions[0].dataActions.length > 0, true);
  });
});

describe("role assignments", () => {
  const wanted = (principalId, role = READER) => ({
    principalId, principalType: "User",
    roleDefinitionId: `/subscriptions/${RESEARCH}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  });

  test("open a group for somebody, and close it again", async () => {
    const { roleAssignments } = client(ada, RESEARCH);
    const own = client(nil, RESEARCH);
    await assert.rejects(all(own.roleAssignments.listForScope(LAB)),
      refused("AuthorizationFailed", 403));
    const name = randomUUID();
    const made = await roleAssignments.create(LAB, name, wanted(nil.oid));
    assert.equal(made.principalId, nil.oid);
    assert.ok((await all(own.roleAssignments.listForScope(LAB))).some((each) => each.name === name));
    await assert.rejects(roleAssignments.create(LAB, randomUUID(), wanted(nil.oid)),
      refused("RoleAssignmentExists", 409));
    await roleAssignments.delete(LAB, name);
    await assert.rejects(all(own.roleAssignments.listForScope(LAB)),
      refused("AuthorizationFailed", 403));
  });

  test("are refused to those who may not, and if they name nobody or nothing", async () => {
    await assert.rejects(client(ann, RESEARCH).roleAssignments.create(LAB, randomUUID(), wanted(nil.oid)),
      refused("AuthorizationFailed", 403));
    const { roleAssignments } = client(ada, RESEARCH);
    await assert.rejects(roleAssignments.create(LAB, randomUUID(), wanted(randomUUID())),
      refused("PrincipalNotFound", 400));
    await assert.rejects(roleAssignments.create(LAB, randomUUID(), wanted(nil.oid, randomUUID())),
      (error) => error.code === "RoleDefinitionDoesNotExist");
    await assert.rejects(roleAssignments.create(LAB, "not-a-guid", wanted(nil.oid)),
      (error) => error.statusCode === 400);
  });

  test("are found at a scope, by principal and through groups", async () => {
    const { roleAssignments } = client(ada, RESEARCH);
    const at = (await all(roleAssignments.listForScope(LAB, { filter: "atScope()" })));
    assert.ok(at.length > 1);
    const anns = await all(roleAssignments.listForScope(LAB, { filter: `principalId eq '${ann.oid}'` }));
    assert.deepEqual([...new Set(anns.map((each) => each.principalId))], [ann.oid]);
    const shop = `/subscriptions/${PRODUCTION}/resourceGroups/rg-shop`;
    const olus = await all(client(ada, PRODUCTION).roleAssignments.listForScope(shop,
      { filter: `assignedTo('${OLU}')` }));
    assert.deepEqual(olus.map((each) => each.principalType), ["Group"]);
    assert.ok((await all(roleAssignments.listForSubscription())).length > 2);
  });
});

describe("permissions and deny assignments", () => {
  test("tell callers what they may do", async () => {
    const [contributor] = (await all(client(ann, RESEARCH).permissions.listForResourceGroup("rg-lab")))
      .filter((each) => each.actions.includes("*"));
    assert.ok(contributor.notActions.includes("Microsoft.Authorization/*/Write"));
    assert.deepEqual(await all(client(nil, RESEARCH).permissions.listForResourceGroup("rg-lab")), []);
  });

  test("show what an administrator of the emulator has denied", async () => {
    const answer = await fetch(`${at.emulator}/_emulator/deny-assignments`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ scope: LAB, name: "frozen", actions: ["*/write"], principals: [ann.oid] }),
    });
    assert.equal(answer.status, 201);
    const found = await all(client(ada, RESEARCH).denyAssignments.listForScope(LAB));
    assert.deepEqual(found.map((each) => each.denyAssignmentName), ["frozen"]);
    assert.equal(found[0].principals[0].id, ann.oid);
  });
});

// @azure/arm-containerservice, unmodified, against the emulator: what each person sees, and long
// operations to their end.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { all, arm, clusters, pace } from "../azure.js";
import { ada, ann, nil, PRODUCTION, RESEARCH, vic } from "../cast.js";
import { startEmulator } from "../gatehouse.js";

const QUICK = { updateIntervalInMs: 50 };
const LAB = `/subscriptions/${RESEARCH}/resourceGroups/rg-lab/providers/Microsoft.ContainerService/managedClusters`;

let at;
before(async () => { at = await startEmulator(); });
after(async () => { await at?.stop(); });
beforeEach(() => pace(at, { durationMs: 300 }));

const refused = (code, status) => (error) => error.code === code && error.statusCode === status;

describe("managed clusters", () => {
  test("are listed as the caller's rights say", async () => {
    const names = async (person, subscription) =>
      (await all(clusters(at, person, subscription).managedClusters.list())).map((each) => each.name);
    assert.deepEqual(await names(ada, PRODUCTION), ["aks-shop"]);
    assert.deepEqual(await names(vic, RESEARCH), ["aks-lab"]);
    const group = clusters(at, ann, RESEARCH).managedClusters.listByResourceGroup("rg-lab");
    assert.deepEqual((await all(group)).map((each) => each.name), ["aks-lab"]);
    await assert.rejects(names(nil, PRODUCTION), refused("AuthorizationFailed", 403));
  });

  test("have the properties that the library reads", async () => {
    const { managedClusters, agentPools } = clusters(at, ada, PRODUCTION);
    const cluster = await managedClusters.get("rg-shop", "aks-shop");
    assert.equal(cluster.powerState.code, "Running");
    assert.equal(cluster.kubernetesVersion, "1.33.2");
    assert.equal(cluster.location, "westeurope");
    assert.ok(cluster.identityProfile.kubeletidentity.clientId);
    assert.deepEqual(cluster.agentPoolProfiles.map(({ name, count, mode }) => [name, count, mode]),
      [["system", 3, "System"], ["work", 5, "User"]]);
    const pools = await all(agentPools.list("rg-shop", "aks-shop"));
    assert.deepEqual(pools.map((pool) => pool.vmSize), ["Standard_D4s_v5", "Standard_D8s_v5"]);
    assert.equal((await agentPools.get("rg-shop", "aks-shop", "work")).count, 5);
  });

  test("stop and start, and their power state follows", async () => {
    const { managedClusters } = clusters(at, ada, PRODUCTION);
    const power = async () => (await managedClusters.get("rg-shop", "aks-shop")).powerState.code;
    await managedClusters.stop("rg-shop", "aks-shop", QUICK);
    assert.equal(await power(), "Stopped");
    await managedClusters.start("rg-shop", "aks-shop", QUICK);
    assert.equal(await power(), "Running");
  });

  test("are created, show their progress, and are deleted", async () => {
    const { managedClusters } = clusters(at, ann, RESEARCH);
    const made = await managedClusters.createOrUpdate("rg-lab", "aks-new", {
      location: "westeurope",
      dnsPrefix: "new",
      tags: { team: "lab" },
      identity: { type: "SystemAssigned" },
      agentPoolProfiles: [{ name: "system", mode: "System", count: 1, vmSize: "Standard_D2s_v5" }],
    }, QUICK);
    assert.equal(made.provisioningState, "Succeeded");
    assert.equal(made.tags.team, "lab");
    await managedClusters.delete("rg-lab", "aks-new", QUICK);
    await assert.rejects(managedClusters.get("rg-lab", "aks-new"), refused("ResourceNotFound", 404));
  });

  test("answer 409 while another operation runs, and are freed by an abort", async () => {
    await pace(at, { durationMs: 60_000 });
    const { managedClusters } = clusters(at, ann, RESEARCH);
    assert.equal((await arm(at, ann, "POST", `${LAB}/aks-lab/start`)).status, 202);
    await assert.rejects(managedClusters.stop("rg-lab", "aks-lab", QUICK), refused("OperationNotAllowed", 409));
    await managedClusters.abortLatestOperation("rg-lab", "aks-lab", QUICK);
    const cluster = await managedClusters.get("rg-lab", "aks-lab");
    assert.deepEqual([cluster.provisioningState, cluster.powerState.code], ["Canceled", "Stopped"]);
  });

  test("tell why an operation failed", async () => {
    await pace(at, { durationMs: 100, fail: { code: "QuotaExceeded", message: "No cores are left." }, times: 1 });
    const { managedClusters } = clusters(at, ann, RESEARCH);
    await assert.rejects(managedClusters.start("rg-lab", "aks-lab", QUICK), /QuotaExceeded|No cores/);
    assert.equal((await managedClusters.get("rg-lab", "aks-lab")).provisioningState, "Failed");
  });

  test("are not started by a reader", async () => {
    const { managedClusters } = clusters(at, vic, RESEARCH);
    await assert.rejects(managedClusters.start("rg-lab", "aks-lab", QUICK), refused("AuthorizationFailed", 403));
  });
});

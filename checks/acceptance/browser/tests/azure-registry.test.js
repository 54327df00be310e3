// @azure/container-registry, unmodified, against the emulator: the data plane of registries, with
// rights from Azure's roles.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { all, arm, pace, registry } from "../azure.js";
import { ada, nil, PRODUCTION, vic } from "../cast.js";
import { startEmulator } from "../gatehouse.js";

const REGISTRIES = `/subscriptions/${PRODUCTION}/resourceGroups/rg-shop/providers/Microsoft.ContainerRegistry/registries`;

let at;
let loginServer;
before(async () => {
  at = await startEmulator();
  loginServer = (await arm(at, ada, "GET", `${REGISTRIES}/acrshop`)).said.properties.loginServer;
});
after(async () => { await at?.stop(); });

describe("a registry's data plane", () => {
  test("is at the login server that Azure names", () => {
    assert.equal(`https://${loginServer}`, at.emulatorHttps);
  });

  test("lists repositories, by pages too", async () => {
    const client = registry(at, ada, loginServer);
    const names = ["shop/orders", "shop/web", "tools/report"];
    assert.deepEqual(await all(client.listRepositoryNames()), names);
    const pages = await all(client.listRepositoryNames().byPage({ maxPageSize: 2 }));
    assert.deepEqual(pages.map((page) => [...page]), [names.slice(0, 2), names.slice(2)]);
  });

  test("tells a repository, its manifests and its tags", async () => {
    const client = registry(at, ada, loginServer);
    const repository = client.getRepository("shop/web");
    const { manifestCount, tagCount } = await repository.getProperties();
    assert.deepEqual([manifestCount, tagCount], [2, 3]);
    const manifests = await all(repository.listManifestProperties({ order: "LastUpdatedOnDescending" }));
    assert.deepEqual(manifests.map((each) => each.tags), [["1.1", "latest"], ["1.0"]]);
    const tags = await all(client.getArtifact("shop/web", "1.0").listTagProperties());
    assert.deepEqual(tags.map((tag) => tag.name), ["1.0", "1.1", "latest"]);
    assert.equal((await client.getArtifact("shop/web", "latest").getTagProperties("latest")).digest, manifests[0].digest);
  });

  test("is closed to who has no role there", async () => {
    for (const stranger of [nil, vic]) {
      await assert.rejects(all(registry(at, stranger, loginServer).listRepositoryNames()),
        (error) => error.statusCode === 401);
    }
  });

  test("of a new registry is at an address of its own until it is deleted", async () => {
    await pace(at, { durationMs: 0 });
    const made = await arm(at, ada, "PUT", `${REGISTRIES}/acrfresh`, { location: "westeurope", sku: { name: "Basic" } });
    assert.equal(made.status, 201);
    const fresh = made.said.properties.loginServer;
    assert.notEqual(fresh, loginServer);
    assert.deepEqual(await all(registry(at, ada, fresh).listRepositoryNames()), []);
    assert.equal((await arm(at, ada, "DELETE", `${REGISTRIES}/acrfresh`)).status, 202);
    await assert.rejects(all(registry(at, ada, fresh).listRepositoryNames()), /ECONNREFUSED|ECONNRESET/);
  });
});

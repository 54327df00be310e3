// What an explanation says about Gatehouse's own routes is what the audit then says of them: as whom
// Azure was asked, in each mode.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { ada, PRODUCTION } from "../cast.js";
import { auditOf } from "../audit.js";
import { mint } from "../emulator.js";
import { freePorts, newFolder, startEmulator, startServe } from "../gatehouse.js";

const QUERY = `subscription_id=${PRODUCTION}&resource_group=rg-shop&target=me&name=acrshop&confirm=stnone001&api-version=2022-12-01`;
const METHODS = ["GET", "POST", "PUT", "DELETE"];
const MAY_BE = {
  user: ["user"],
  platform: ["managed-identity"],
  "user-else-platform": ["user", "managed-identity"],
  none: ["none"],
};
/** They ask Azure, so that an explanation must name somebody. */
const ASK_AZURE = [
  "GET /api/me", "GET /api/me/permissions", "GET /api/me/access-review", "GET /api/subscriptions", "GET /api/resource-groups",
  "GET /api/diagnostics", "GET /api/health/azure-discovery", "GET /api/monitor/acr", "GET /api/monitor/aks",
  "GET /api/monitor/storage", "POST /api/resources/aks/aks-shop/stop", "DELETE /api/resources/storage/stnone001",
];

let emulator;
before(async () => { emulator = await startEmulator(); });
after(async () => { await emulator?.stop(); });

for (const mode of ["obo", "managed-identity", "obo-with-fallback"]) {
  describe(mode, () => {
    let served;
    before(async () => {
      const [data, [port]] = await Promise.all([newFolder(), freePorts(1)]);
      served = await startServe(emulator, { port, data, more: ["--set", `downstream.mode=${mode}`] });
    });
    after(async () => {
      await served?.stop();
      if (served) await rm(served.data, { recursive: true, force: true });
    });

    async function call(method, path, body) {
      const token = await mint(emulator, { as: ada.upn });
      return fetch(served.url + path, {
        method,
        redirect: "manual",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: body && JSON.stringify(body),
      });
    }

    const explained = async (method, path) => (await call("POST", "/.well-known/gatehouse/explain", { method, path })).json();

    async function agree(method, path) {
      const { decision, decides } = await explained(method, path);
      if (decision !== "allow") return null;
      const answer = await call(method, `${path}?${QUERY}`, method === "POST" ? {} : undefined);
      await answer.arrayBuffer();
      const events = await auditOf({ ...emulator, ...served }, answer.headers.get("x-request-id"));
      const acted = events.at(-1).acted_as;
      const allowed = [...MAY_BE[decides.as], ...(answer.ok ? [] : ["none"])];
      assert.ok(allowed.includes(acted), `${method} ${path} (${answer.status}): explained as ${decides.as}, acted as ${acted}`);
      return acted;
    }

    test("explain and the audit agree on every route of Gatehouse's own", async () => {
      const { skipped } = await explained("GET", "/nowhere/at/all");
      const paths = [...new Set(skipped.map(({ path }) => path.replace(/\/\*\*$/, "").replaceAll("*", "x")))];
      assert.ok(paths.length > 30, paths.join("\n"));
      for (const path of paths) {
        for (const method of METHODS) await agree(method, path);
      }
    });

    test("and those that ask Azure say as whom", async () => {
      for (const line of ASK_AZURE) {
        const [method, path] = line.split(" ");
        assert.notEqual((await explained(method, path)).decides.as, "none", line);
      }
    });
  });
}

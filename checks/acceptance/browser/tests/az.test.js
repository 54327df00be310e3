// Debian's Azure CLI, unmodified, signs in at the emulator and calls its Azure.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { needAz, newAz } from "../az.js";
import { HOME_TENANT, PRODUCTION, ada } from "../cast.js";
import { mint } from "../emulator.js";
import { newFolder, run, startEmulator } from "../gatehouse.js";

const ROBOT = { id: "60000000-0000-4000-8000-000000000003", secret: "robot-demo-secret" };

let at;
let az;
let state;
before(async () => {
  await needAz();
  [at, state] = await Promise.all([startEmulator(), newFolder()]);
  az = await newAz(at);
});
after(async () => {
  await az?.remove();
  await at?.stop();
  if (state) await rm(state, { recursive: true, force: true });
});

/** `./gatehouse` beside an az: it finds that az and its sign-in, and nothing of this machine's. */
function gatehouse(beside, ...args) {
  return run([...args, "--config", at.config], {
    env: { ...beside.env, XDG_STATE_HOME: state, AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "" },
  });
}

describe("a service principal", () => {
  before(() => az.json("login", "--service-principal", "--username", ROBOT.id,
    "--password", ROBOT.secret, "--tenant", HOME_TENANT, "--allow-no-subscriptions"));
  after(() => az.json("logout"));

  test("is who it says", async () => {
    const account = await az.json("account", "show");
    assert.equal(account.user.name, ROBOT.id);
    assert.equal(account.user.type, "servicePrincipal");
  });

  test("sees what its roles allow: nothing", async () => {
    const list = await az.json("rest", "--method", "get",
      "--resource", "https://management.core.windows.net/",
      "--url", `${at.emulatorHttps}/subscriptions?api-version=2022-12-01`);
    assert.deepEqual(list.value, []);
  });

  test("is refused with a wrong secret", async () => {
    const { code, stderr } = await az.run("login", "--service-principal", "--username", ROBOT.id,
      "--password", "wrong", "--tenant", HOME_TENANT, "--allow-no-subscriptions");
    assert.notEqual(code, 0);
    assert.match(stderr, /AADSTS7000215/);
  });
});

describe("a person with a device code", () => {
  before(() => az.signIn(ada));

  test("gets the subscriptions that Azure shows to them", async () => {
    const accounts = await az.json("account", "list", "--refresh");
    assert.deepEqual(accounts.map(({ name }) => name).sort(),
      ["Contoso Production", "Contoso Research"]);
    assert.equal(accounts[0].user.name, ada.upn);
  });

  test("lists resource groups", async () => {
    const groups = await az.json("group", "list", "--subscription", PRODUCTION);
    assert.deepEqual(groups.map(({ name }) => name), ["rg-shop"]);
  });

  test("is known to Graph", async () => {
    const me = await az.json("ad", "signed-in-user", "show");
    assert.equal(me.userPrincipalName, ada.upn);
  });

  test("gets tokens for other APIs", async () => {
    const { accessToken } = await az.json("account", "get-access-token",
      "--resource", "https://cognitiveservices.azure.com");
    const claims = JSON.parse(Buffer.from(accessToken.split(".")[1], "base64url"));
    assert.equal(claims.aud, "https://cognitiveservices.azure.com");
    assert.equal(claims.oid, ada.oid);
  });

  test("lists clusters and stops one", async () => {
    const where = ["--subscription", PRODUCTION, "--resource-group", "rg-shop"];
    const clusters = await az.json("aks", "list", "--subscription", PRODUCTION);
    assert.deepEqual(clusters.map(({ name }) => name), ["aks-shop"]);
    await az.json("aks", "stop", ...where, "--name", "aks-shop", "--no-wait");
    const token = await mint(at, { as: "ada", audience: "https://management.azure.com" });
    const entries = await fetch(`${at.emulator}/subscriptions/${PRODUCTION}/providers/`
      + "microsoft.insights/eventtypes/management/values?api-version=2015-04-01",
    { headers: { Authorization: `Bearer ${token}` } });
    const actions = (await entries.json()).value.map((entry) => entry.operationName.value);
    assert.ok(actions.includes("Microsoft.ContainerService/managedClusters/stop/action"), actions);
  });

  test("lends its sign-in to gatehouse setup", async () => {
    const { code, stdout, stderr } = await gatehouse(az, "setup", "--plan");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Gatehouse/);
  });

  test("lends its sign-in to gatehouse subscriptions --direct", async () => {
    const { code, stdout, stderr } = await gatehouse(az, "subscriptions", "--direct", "--json");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Contoso Production/);
    assert.match(stdout, /Contoso Research/);
    assert.doesNotMatch(stdout, /Fabrikam/);
  });

  test("lends its sign-in to gatehouse monitor --direct", async () => {
    const { code, stdout, stderr } = await gatehouse(az,
      "monitor", "aks", "--direct", "-s", "Contoso Production", "-g", "rg-shop");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /aks-shop/);
  });
});

describe("nobody signed in to az", () => {
  let empty;
  before(async () => { empty = await newAz(at); });
  after(() => empty?.remove());

  for (const command of [
    ["setup", "--plan"],
    ["subscriptions", "--direct"],
    ["monitor", "aks", "--direct", "-s", "Contoso Production", "-g", "rg-shop"],
  ]) {
    test(`gatehouse ${command.join(" ")} says what to run`, async () => {
      const { code, stdout, stderr } = await gatehouse(empty, ...command);
      assert.equal(code, 1, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /az login/);
      assert.doesNotMatch(stderr, /\bat dev\.gatehouse|Exception/);
    });
  }
});

// The registration that `./gatehouse setup` makes on an empty Graph: people sign in with it, and
// Gatehouse acts in their name.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ada, GATEHOUSE, HOME_TENANT } from "../cast.js";
import { newVisitor, startChromium } from "../chromium.js";
import { mint, exchanges } from "../emulator.js";
import { freePorts, newFolder, run, startEmulator, startServe } from "../gatehouse.js";
import { landed, signIn } from "../pages.js";

const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const IDENTITY = "1d000000-0000-4000-8000-000000000001";

let browser;
let emulator;
let folder;
let port;
before(async () => {
  [browser, emulator, folder, [port]] =
    await Promise.all([startChromium(), startEmulator(), newFolder(), freePorts(1)]);
  const emptied = await fetch(
    `${emulator.emulator}/_emulator/tenants/contoso.com/empty-directory`, { method: "POST" });
  assert.equal(emptied.status, 200);
});
after(async () => {
  await browser?.close();
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

function setup(...more) {
  return run([
    "setup", ...more, "--as", "ada", "--emulator-port", new URL(emulator.emulator).port,
    "--set", `entra.cloud.authority=${emulator.emulatorHttps}`,
    "--set", `listen.public-url=http://localhost:${port}`,
    "--set", "entra.tenants=[home, any-consented]",
  ]);
}

/** Signs Ada in to a Gatehouse with these settings, and shows what she sees and who acted. */
async function adaSignsIn(client, credential) {
  const served = await startServe(emulator, {
    port, data: join(folder, `data-${credential.length}`),
    more: ["--set", `entra.client=${client}`, "--set", `entra.credential=${credential}`],
  });
  const { context, page, problems } = await newVisitor(browser);
  try {
    await signIn(page, served, ada);
    const seen = await landed(page, served, ada);
    assert.deepEqual(seen.subscriptions.sort(), ["Contoso Production", "Contoso Research"]);
    assert.match(seen.actsAs, /^You/);
    const asked = await exchanges(emulator, { service: "arm" });
    assert.equal(asked.at(-1).caller.oid, ada.oid);
    const token = await mint(emulator, {
      as: "ada", audience: `api://${client}`, client: AZURE_CLI, scope: "access_as_user",
    });
    const answer = await fetch(`${served.url}/api/subscriptions`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).subscriptions.length, 2);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    assert.equal(await served.stop(), 0);
  }
}

let client;

test("setup makes a registration that people sign in with and Gatehouse acts with", async () => {
  const made = await setup("--apply", "--yes", "--json", "--new-secret");
  assert.equal(made.code, 0, made.stderr + made.stdout);
  const said = JSON.parse(made.stdout);
  client = said.client_id;
  assert.notEqual(client, GATEHOUSE);
  assert.ok(said.steps.every(({ status }) => status === "done"));
  assert.ok(!made.stderr.includes(said.secret.value));
  const file = join(folder, "secret");
  await writeFile(file, said.secret.value, { mode: 0o600 });
  await adaSignsIn(client, `{secret: 'file:${file}'}`);
});

test("the second and the third run change nothing", async () => {
  for (let times = 0; times < 2; times += 1) {
    const again = await setup("--apply", "--yes", "--new-secret");
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stdout, /^No changes\.$/m);
    assert.doesNotMatch(again.stdout, /^[+~]/m);
  }
});

test("with a managed identity that vouches, it needs no secret", async () => {
  const trusting = await setup("--apply", "--yes", "--with-federated-credential", IDENTITY);
  assert.equal(trusting.code, 0, trusting.stderr);
  assert.match(trusting.stdout, /^\+ federated credential: managed identity "id-gatehouse"/m);
  await adaSignsIn(client, `{managed-identity: ${IDENTITY}}`);
});

test("an administrator of another tenant is refused, and told where to sign in", async () => {
  const refused = await run([
    "setup", "--apply", "--yes", "--as", "gus",
    "--emulator-port", new URL(emulator.emulator).port,
  ]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /gus@fabrikam\.com is signed in to tenant/);
  assert.match(refused.stderr, new RegExp(`az login --tenant ${HOME_TENANT}`));
});

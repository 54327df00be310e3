// The doctor finds each planted fault, and what it prints mends it: a command, run as it stands by
// somebody who is signed in to Debian's az, or the edit that it names. See installation.js.
import assert from "node:assert/strict";
import { chmod, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { join } from "node:path";
import { needAz, newAz } from "../az.js";
import { FABRIKAM, GATEHOUSE, PRODUCTION, RESEARCH, WOODGROVE, ada, gus } from "../cast.js";
import { directoryOf } from "../directory.js";
import { password, submit } from "../emulator.js";
import { freePorts, newFolder, startEmulator } from "../gatehouse.js";
import { ACCOUNT, IDENTITY, POOL, ROLES, install, standIns } from "../installation.js";

const [production, research] = [`/subscriptions/${PRODUCTION}`, `/subscriptions/${RESEARCH}`];
const NOBODY = "70000000-0000-4000-8000-00000000000f";
const SETUP = /^\.\/gatehouse setup --apply --config /;
const CHECK = /^\.\/gatehouse serve --check --config /;
const ASSIGN = /^az rest --method put --url '.*\/roleAssignments\/.*' --body /;

let at;
let az;
let directory;
let surroundings;
before(async () => {
  await needAz();
  let folder;
  let app;
  [at, folder, [app]] = await Promise.all([startEmulator(), newFolder(), freePorts(1)]);
  surroundings = { at, folder, app, secret: join(folder, "secret") };
  directory = directoryOf(at);
  await Promise.all([
    newAz(at).then((made) => { az = made; return az.signIn(ada); }),
    standIns(folder, at),
    writeFile(surroundings.secret, "gatehouse-demo-secret", { mode: 0o600 }),
    directory.letItReadApplications(),
    directory.assign(IDENTITY.object, ROLES.acrPull, production),
    directory.assign(IDENTITY.object, ROLES.blobContributor, research),
    directory.assign(IDENTITY.object, ROLES.openAiUser, ACCOUNT),
    directory.assign(IDENTITY.object, ROLES.sessionExecutor, POOL),
    upstream.start(app),
  ]);
  surroundings.az = az;
});
after(async () => {
  await upstream.stop();
  await az?.remove();
  await at?.stop();
  if (surroundings) await rm(surroundings.folder, { recursive: true, force: true });
});

/** The app behind the gate. */
const upstream = {
  start(port) {
    upstream.server = createServer((_, answer) => answer.end());
    return new Promise((listening) => upstream.server.listen(port, "127.0.0.1", listening));
  },
  stop: () => new Promise((closed) => (upstream.server ? upstream.server.close(closed) : closed())),
};

/** What the administrator of Fabrikam does on the page that the command opens. */
async function consent(page) {
  const ctx = new URL(page).search.slice(1);
  const answer = await submit(page, [
    { step: "password", ctx, username: gus.upn, password: password(gus) },
    { step: "consent", ctx, answer: "accept" },
  ]);
  assert.match(answer.headers.get("location"), /admin_consent=True/);
}

/**
 * A fault: the row or rows that tell it, the command that they print (none where there is no
 * `prints`), and how it is planted. `also` is a row that tells the same fault once more. `edit` is
 * what a person does besides pasting the command, or in its stead: the change that the remedy
 * names, by what the command told.
 */
const IN_AZURE = [
  {
    fault: "Reader was taken away from the managed identity",
    finds: { check: "roles", label: /^Reader on .*0001\)/, detail: /not assigned/ }, prints: ASSIGN,
    plant: () => directory.takeAway(IDENTITY.object, ROLES.reader, production),
  }, {
    fault: "an expected role was taken away",
    finds: { check: "roles", label: /^AcrPull on /, detail: /not assigned/ }, prints: ASSIGN,
    plant: () => directory.takeAway(IDENTITY.object, ROLES.acrPull, production),
  }, {
    fault: "the managed identity may not use Azure OpenAI",
    finds: { check: "openai", label: /role/, detail: /OpenAI User is not assigned/ }, prints: ASSIGN,
    plant: () => directory.takeAway(IDENTITY.object, ROLES.openAiUser, ACCOUNT),
  }, {
    fault: "the managed identity may not use the session pool",
    finds: { check: "session-pool", label: /role/, detail: /Executor is not assigned/ }, prints: ASSIGN,
    plant: () => directory.takeAway(IDENTITY.object, ROLES.sessionExecutor, POOL),
  }, {
    fault: "the managed identity may do too much",
    finds: { check: "roles", label: /^Contributor on /, detail: /wider/ },
    prints: /^az role assignment delete --ids /,
    plant: () => directory.assign(IDENTITY.object, ROLES.contributor, research),
  }, {
    fault: "the consent to Azure was withdrawn",
    finds: { check: "consent", label: /Azure/, detail: /AADSTS65001/ },
    prints: /^az ad app permission grant /,
    plant: () => directory.withoutConsentToAzure(),
  }, {
    fault: "the service principal is gone from a customer's tenant",
    finds: { check: "tenants", label: /f0000000/, detail: /AADSTS7000/ }, prints: /^xdg-open /,
    plant: () => directory.goneFromTenantOf(gus),
    edit: (_, { stdout }) => consent(stdout),
  }, {
    fault: "the redirect address is not registered",
    finds: { check: "redirect", detail: /AADSTS50011/ }, prints: SETUP,
    plant: () => directory.withoutRedirects(),
  }, {
    fault: "the data directory is open to others",
    finds: { check: "store", detail: /open to other accounts/ }, prints: /^chmod 700 /,
    plant: ({ data }) => chmod(data, 0o755),
  }, {
    fault: "the clock is wrong",
    finds: { check: "clock", detail: /^This machine's clock is [89]\d s off/ },
    prints: /timedatectl set-ntp true$/,
    plant: () => directory.clockAhead(90),
  },
];

const IN_THE_REGISTRATION = [
  {
    fault: "the registration exposes no scope",
    finds: { check: "consent", label: /scope/, detail: /no client can get a token/ }, prints: SETUP,
    plant: () => directory.withoutScopes(),
  }, {
    fault: "the SDKs know no such credential",
    finds: { check: "environment", label: /AZURE_TOKEN_CREDENTIALS/ },
    prints: /^unset AZURE_TOKEN_CREDENTIALS$/,
    plant: ({ env }) => { env.AZURE_TOKEN_CREDENTIALS = "managed"; },
  }, {
    fault: "a secret without its client",
    finds: { check: "environment", label: /AZURE_CLIENT_SECRET/ },
    prints: /^unset AZURE_CLIENT_SECRET$/,
    plant: ({ env }) => { env.AZURE_CLIENT_SECRET = "left over"; },
  }, {
    fault: "a route is open to anybody",
    finds: { check: "access", label: /routes\[0]/, detail: /without signing in/ },
    plant: ({ config }) => { config.routes[0].allow = { anonymous: true }; },
    edit: ({ config }) => { config.routes[0].allow = { "signed-in": true }; },
  }, {
    fault: "old tokens are accepted for long",
    finds: { check: "access", label: /auth.clock-leeway/ },
    plant: ({ config }) => { config.auth = { "clock-leeway": "200s" }; },
    edit: ({ config }) => { config.auth = { "clock-leeway": "60s" }; },
  }, {
    fault: "every address is a trusted proxy",
    finds: { check: "listener", detail: /may forge/ },
    plant: ({ config }) => { config.listen = { "trusted-proxies": ["0.0.0.0/0"] }; },
    edit: ({ config }) => { config.listen = { "trusted-proxies": ["10.0.0.0/8"] }; },
  }, {
    fault: "tenants are admitted that the managed identity does not act for",
    finds: { check: "mode", label: /entra.tenants/, detail: /any-consented/ },
    plant: ({ config }) => { config.entra.tenants = ["home", FABRIKAM, "any-consented"]; },
    edit: ({ config }) => { config.entra.tenants = ["home", FABRIKAM, WOODGROVE]; },
  }, {
    fault: "there is no such session pool",
    finds: { check: "session-pool", detail: /no session pool/ }, prints: /az resource list /,
    plant: ({ config }) => { config.doctor["session-pool"] = POOL.replace("pool-lab", "nowhere"); },
    edit: ({ config }, { stdout }) => { config.doctor["session-pool"] = stdout; },
  }, {
    fault: "there is no such deployment",
    finds: { check: "openai", detail: /no deployment gpt-9/ }, prints: /^az rest --method get /,
    plant: ({ config }) => { config.doctor.openai = `${ACCOUNT}/deployments/gpt-9`; },
    edit: ({ config }, { stdout }) => { config.doctor.openai = `${ACCOUNT}/deployments/${stdout}`; },
  }, {
    fault: "a role is expected by a name that the doctor does not know",
    finds: { check: "roles", label: /^Storage Blob Data Contributor$/ },
    prints: /^az rest --method get .*roleDefinitions/,
    plant: ({ config }) => { config.doctor.expect[2].role = "Storage Blob Data Contributor"; },
    edit: ({ config }, { stdout }) => { config.doctor.expect[2].role = stdout; },
  }, {
    fault: "the app behind the gate does not run",
    finds: { check: "upstream", detail: /Nobody accepts a connection/ }, prints: /^curl /,
    plant: () => upstream.stop(),
    edit: () => upstream.start(surroundings.app),
  },
];

const OF_THE_CREDENTIAL = {
  "the secret is no longer registered": [{
    fault: "the secret",
    finds: { check: "credential", detail: /AADSTS7000215/ },
    prints: /^az ad app credential reset /,
    plant: () => directory.withoutSecrets(),
    edit: ({ secret }, { stdout }) => writeFile(secret, stdout.split("\n").at(-1)),
  }],
  "the application is disabled": [{
    fault: "the application",
    finds: { check: "credential", detail: /AADSTS7000112/ }, prints: /^az ad sp update /,
    also: { check: "redirect", detail: /cannot be read .*AADSTS7000112/ },
    plant: () => directory.disabled(),
  }],
  "the managed identity does not vouch for the registration": [{
    fault: "the federated credential",
    finds: { check: "credential", detail: /AADSTS70021/ },
    prints: /^\.\/gatehouse setup --apply --config \S+ --with-federated-credential$/,
    also: { check: "redirect", detail: /cannot be read .*AADSTS70021/ },
    plant: async ({ config }) => {
      await directory.withoutFederatedCredentials();
      config.entra.credential = { "managed-identity": IDENTITY.client };
    },
  }],
};

const OF_THE_CONFIGURATION = {
  "another application's client id": [{
    fault: "entra.client",
    finds: { check: "credential", detail: /AADSTS700016/ }, prints: /^az ad app list /,
    also: { check: "redirect", detail: /cannot be read .*AADSTS700016/ },
    plant: ({ config }) => { config.entra.client = NOBODY; },
    edit: ({ config }, { stdout }) => {
      config.entra.client = stdout.match(/^Gatehouse +(\S+)$/m)[1];
    },
  }],
  "another tenant, and an object id in the place of a client id": [{
    fault: "entra.tenant",
    finds: { check: "metadata", detail: /knows no tenant/ }, prints: /^az account show /,
    plant: ({ config }) => { config.entra.tenant = NOBODY; },
    edit: ({ config }, { stdout }) => { config.entra.tenant = stdout; },
  }, {
    fault: "downstream.managed-identity",
    finds: { check: "identity", detail: /no identity of that client id/ },
    prints: /^az ad sp show /,
    plant: ({ config }) => { config.downstream["managed-identity"] = IDENTITY.object; },
    edit: ({ config }, { stdout }) => {
      config.downstream["managed-identity"] = JSON.parse(stdout).clientId;
    },
  }],
  "a configuration that cannot be used": [{
    fault: "a key that does not exist",
    finds: { check: "configuration", label: /^listen.prot$/, detail: /did you mean listen.port/ },
    prints: CHECK,
    plant: ({ config }) => { config.listen = { prot: 8080 }; },
    edit: ({ config }) => { config.listen = { port: 8080 }; },
  }, {
    fault: "two variables of one key that disagree",
    finds: { check: "configuration", label: /^entra.client$/, detail: /API_CLIENT_ID/ },
    prints: CHECK,
    plant: ({ env }) => Object.assign(env, { AZURE_AD_CLIENT_ID: GATEHOUSE, API_CLIENT_ID: NOBODY }),
    edit: (site) => site.paste("unset API_CLIENT_ID"),
  }, {
    fault: "a certificate authority's file that is missing",
    finds: { check: "configuration", label: /^entra.cloud.ca-file$/ }, prints: CHECK,
    plant: ({ config }) => { config.entra.cloud["ca-file"] = "nowhere.pem"; },
    edit: ({ config }) => { config.entra.cloud["ca-file"] = at.ca; },
  }],
  "a certificate authority that is not named": [{
    fault: "entra.cloud.ca-file",
    finds: { check: "authority|arm|graph", detail: /not trusted/ }, rows: 3,
    prints: /^openssl s_client /,
    plant: ({ config }) => { delete config.entra.cloud["ca-file"]; },
    edit: ({ config }) => { config.entra.cloud["ca-file"] = at.ca; },
  }],
  "the registration's id for the identity, and nobody at Azure's address": [{
    fault: "AZURE_CLIENT_ID",
    finds: { check: "environment", label: /AZURE_CLIENT_ID/ }, prints: /^unset AZURE_CLIENT_ID$/,
    also: { check: "configuration", detail: /never the registration/ },
    plant: ({ config, env }) => {
      config.downstream = { mode: "obo" };
      delete config.doctor;
      env.AZURE_CLIENT_ID = GATEHOUSE;
    },
  }, {
    fault: "entra.cloud.arm",
    finds: { check: "arm", detail: /Nobody accepts a connection/ }, prints: /^curl /,
    plant: ({ config }) => { config.entra.cloud.arm = "https://localhost:1"; },
    edit: ({ config }) => { config.entra.cloud.arm = at.emulatorHttps; },
  }],
};

const amiss = (rows) => rows.filter(({ status }) => status !== "ok");
const skipped = ({ status, detail }) => status === "warn" && /^Not examined, because/.test(detail);
const tells = ({ check, label = /./, detail = /./ }) => (row) =>
  check.split("|").includes(row.check) && label.test(row.label) && detail.test(row.detail);

/** Plants the faults, wants each found and nothing else, mends each as it says, and wants no more. */
async function findsAndMends(name, faults) {
  const site = await install(name, surroundings);
  for (const { plant } of faults) await plant(site);
  const found = amiss(await site.doctor());
  const told = faults.map((fault) => ({ fault, rows: found.filter(tells(fault.finds)) }));
  for (const { fault, rows } of told) {
    assert.equal(rows.length, fault.rows ?? 1, `${fault.fault}: ${JSON.stringify(found, null, 1)}`);
  }
  const known = told.flatMap(({ fault: { also }, rows }) =>
    [...rows, ...(also ? found.filter(tells(also)) : [])]);
  assert.deepEqual(found.filter((row) => !known.includes(row) && !skipped(row)), []);
  for (const { fault, rows: [row] } of told) await mend(site, fault, row);
  assert.deepEqual(amiss(await site.doctor()), []);
}

/** A command that looks at what is wrong may fail for it; one that mends may not. */
async function mend(site, { fault, prints, edit }, row) {
  assert.ok(row.remedy, fault);
  if (!prints) assert.equal(row.command, undefined, fault);
  else assert.match(row.command, prints, fault);
  const ran = prints && await site.paste(row.command);
  if (ran) {
    const said = `${fault}: ${row.command}\n${ran.stdout}\n${ran.stderr}`;
    assert.ok(edit ? ran.code < 126 : ran.code === 0, said);
  }
  if (edit) await edit(site, ran);
}

test("nothing is amiss in a healthy installation", async () => {
  const rows = await (await install("healthy", surroundings)).doctor();
  assert.deepEqual(amiss(rows), []);
  const checks = new Set(rows.map(({ check }) => check));
  assert.ok(["consent", "roles", "openai", "session-pool", "tenants", "upstream"]
    .every((check) => checks.has(check)), [...checks].join());
});

test("faults in Azure and on this machine", () => findsAndMends("azure", IN_AZURE));

test("faults in the registration, the variables and what doctor looks at", () =>
  findsAndMends("registration", IN_THE_REGISTRATION));

for (const [name, faults] of Object.entries(OF_THE_CREDENTIAL)) {
  test(name, () => findsAndMends(name, faults));
}

test("--fix mends what it can, as whoever is signed in to az", async () => {
  const site = await install("fix", surroundings);
  await directory.takeAway(IDENTITY.object, ROLES.sessionExecutor, POOL);
  await chmod(site.data, 0o755);
  const rows = amiss(await site.doctor("--fix", "--yes")).filter((row) => !skipped(row));
  assert.deepEqual(rows.map(({ check, status }) => [check, status]).sort(),
    [["session-pool", "fixed"], ["store", "fixed"]], JSON.stringify(rows, null, 1));
  assert.deepEqual(amiss(await site.doctor()), []);
});

describe("faults of the configuration", { concurrency: 2 }, () => {
  for (const [name, faults] of Object.entries(OF_THE_CONFIGURATION)) {
    test(name, () => findsAndMends(name, faults));
  }
});

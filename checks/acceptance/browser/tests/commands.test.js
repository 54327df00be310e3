// The commands of `./gatehouse`, as a user types them.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ada, GATEHOUSE, HOME_TENANT } from "../cast.js";
import { newVisitor, startChromium } from "../chromium.js";
import { choose } from "../emulator.js";
import { freePorts, newFolder, run, startDemo, startServe } from "../gatehouse.js";
import { SIGN_IN } from "../pages.js";

let browser;
let demo;
let folder;
before(async () => {
  [browser, demo, folder] = await Promise.all([startChromium(), startDemo(), newFolder()]);
});
after(async () => {
  await browser?.close();
  if (demo) assert.equal(await demo.stop(), 0, "SIGTERM ends the demo with exit code 0");
  if (folder) await rm(folder, { recursive: true, force: true });
});

for (const command of [
  [], ["demo"], ["serve"], ["emulator"], ["token"], ["explain"], ["audit"],
  ["audit", "tail"], ["audit", "verify"], ["audit", "export"], ["test"], ["build"], ["fmt"],
]) {
  test(`./gatehouse ${[...command, "--help"].join(" ")} shows an example`, async () => {
    const { code, stdout } = await run([...command, "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /Example:\n\s+\S/);
  });
}

test("token prints a token and nothing else, and it opens the door", async () => {
  const { code, stdout } = await run(["token", "--as", "ann", "--emulator-port", demo.ports[1]]);
  assert.equal(code, 0);
  assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const me = await fetch(`${demo.url}/api/me`, { headers: { Authorization: `Bearer ${stdout.trim()}` } });
  assert.equal(me.status, 200);
});

test("token suggests the name that was meant", async () => {
  const { code, stderr } = await run(["token", "--as", "adda", "--emulator-port", demo.ports[1]]);
  assert.equal(code, 1);
  assert.match(stderr, /Did you mean --as ada\?/);
});

test("explain says which rule decides, and by exit code whether it allows", async () => {
  const as = ["explain", "--as", "ann", "--port", demo.ports[0], "--emulator-port", demo.ports[1]];
  const read = await run([...as, "GET", "/api/arm/subscriptions"]);
  assert.equal(read.code, 0, read.stderr);
  assert.match(read.stdout, /gatehouse\.arm-read/);
  const write = await run([...as, "PUT", "/api/arm/subscriptions"]);
  assert.equal(write.code, 1);
  assert.match(write.stdout, /gatehouse\.arm-write/);
  assert.match(write.stdout, /role_required/);
});

test("audit tail and audit verify read a running Gatehouse's data", async () => {
  await fetch(`${demo.url}/api/me`, { headers: { "X-Request-ID": "tail-me-0001" } });
  await new Promise((written) => setTimeout(written, 400));
  const tail = await run(["audit", "tail", "--once", "--data", demo.data]);
  assert.equal(tail.code, 0, tail.stderr);
  assert.match(tail.stdout, /401 GET +\/api\/me .*code=authentication_required/);
  const verify = await run(["audit", "verify", "--data", demo.data]);
  assert.equal(verify.code, 0, verify.stderr);
  assert.match(verify.stdout, /^ok: \d+ events, last hash [0-9a-f]+/);
});

describe("serve --check", () => {
  const good = `entra: { tenant: ${HOME_TENANT}, client: ${GATEHOUSE} }\n`;
  const check = async (text) => {
    const file = join(folder, "gatehouse.yaml");
    await writeFile(file, text);
    return run(["serve", "--check", "--config", file, "--data", join(folder, "data")]);
  };

  test("shows the effective values and starts nothing", async () => {
    const { code, stdout } = await check(good);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`${GATEHOUSE}`));
  });

  test("names an unknown key and the one that was meant", async () => {
    const { code, stderr } = await check(`${good}sesion: { idle: 30m }\n`);
    assert.equal(code, 2);
    assert.match(stderr, /sesion/);
    assert.match(stderr, /Did you mean .?session/i);
  });

  test("names all problems at once", async () => {
    const { code, stderr } = await check(`${good}session: { idle: soon }\nlisten: { port: 99999 }\n`);
    assert.equal(code, 2);
    assert.match(stderr, /session\.idle/);
    assert.match(stderr, /listen\.port/);
  });

  for (const [name, text] of [
    ["broken YAML", "entra: [\n"], ["a key given twice", `${good}${good}`],
    ["an alias", "a: &a 1\nb: *a\n"], ["a list for a document", "- a\n"], ["an empty file", ""],
  ]) {
    test(`${name} is exit code 2, without a stack trace`, async () => {
      const { code, stderr } = await check(text);
      assert.equal(code, 2, stderr);
      assert.doesNotMatch(stderr, /\tat |Exception/);
    });
  }
});

test("serve --upstream protects an app: sign-in first, then a signed assertion and no cookie of ours", async () => {
  const seen = [];
  const app = createServer((request, response) => {
    seen.push(request.headers);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end("<!doctype html><link rel=icon href=data:,><title>App</title><h1>The app</h1>");
  });
  const [port, appPort] = await freePorts(2);
  await new Promise((listening) => app.listen(appPort, "127.0.0.1", listening));
  const served = await startServe(demo, {
    port, data: join(folder, "app"), more: ["--upstream", `http://127.0.0.1:${appPort}`],
  });
  const { context, page, problems } = await newVisitor(browser);
  try {
    await page.goto(`${served.url}/reports?year=2026`);
    assert.match(page.url(), /\/auth\/login\?/);
    assert.deepEqual(seen, []);
    await context.addCookies([{ name: "app", value: "its-own", url: served.url }]);
    await page.getByRole("link", { name: SIGN_IN }).click();
    await choose(page, ada);
    await page.waitForURL(`${served.url}/reports?year=2026`);
    assert.equal(await page.textContent("h1"), "The app");
    const headers = seen.at(-1);
    assert.match(headers.cookie, /app=its-own/);
    assert.doesNotMatch(headers.cookie, /gatehouse/);
    assert.equal(headers.authorization, undefined);
    const claims = JSON.parse(Buffer.from(headers["x-gatehouse-assertion"].split(".")[1], "base64url"));
    assert.equal(claims.oid ?? claims.sub, ada.oid);
    const api = await fetch(`${served.url}/reports`, { headers: { "X-Gatehouse-Assertion": "made.up.one" } });
    assert.equal(api.status, 401);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    assert.equal(await served.stop(), 0);
    await new Promise((closed) => { app.close(closed); app.closeAllConnections(); });
  }
});

// Bad input at the doors, from outside: each gets its documented code, none a failure, and each is in
// the audit.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { ada, ann, FABRIKAM } from "../cast.js";
import { auditOf, exported } from "../audit.js";
import { startChromium } from "../chromium.js";
import { mint } from "../emulator.js";
import { startDemo } from "../gatehouse.js";
import { request, sendRaw } from "../raw.js";
import { acquire } from "../tokens.js";

const DOCUMENT = new URL("../../../../docs/errors.md", import.meta.url);
const ARM = "https://management.azure.com";

let browser;
let demo;
let documented;
let good;
before(async () => {
  [browser, demo] = await Promise.all([startChromium(), startDemo()]);
  documented = new Map([...(await readFile(DOCUMENT, "utf8")).matchAll(/^\| `(\w+)` \| (\d+) \|/gm)]
    .map(([, code, status]) => [code, Number(status)]));
  good = await mint(demo, { as: ann.upn });
});
after(async () => { await browser?.close(); await demo?.stop(); });

/** `make` gives the raw request, or the header lines of a GET /api/me. */
function refuses(name, code, make) {
  test(`${name}: ${code}`, async () => {
    const made = await make();
    const text = typeof made === "string" ? made : request(demo.url, "GET /api/me HTTP/1.1", made);
    const answer = await sendRaw(demo.url, text);
    assert.equal(answer.json.error, code, JSON.stringify(answer));
    assert.equal(answer.status, documented.get(code));
    assert.ok(answer.json.detail, "a sentence for people");
    assert.equal(answer.json.request_id, answer.headers["x-request-id"]);
    assert.equal("www-authenticate" in answer.headers, answer.status === 401);
    const events = await auditOf(demo, answer.json.request_id, code);
    assert.deepEqual([events.at(-1).code, events.at(-1).status], [code, answer.status]);
  });
}

const bearer = (token) => [`Authorization: Bearer ${token}`];
const post = (path, body, headers = []) => request(demo.url, `POST ${path} HTTP/1.1`, [
  ...bearer(good), "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`, ...headers,
], body);

/** The token with other claims, and the signature it had. */
function forged(token, change) {
  const [head, claims, signature] = token.split(".");
  const changed = { ...JSON.parse(Buffer.from(claims, "base64url")), ...change };
  return [head, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
}

function unsigned(token) {
  const head = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${head}.${token.split(".")[1]}.`;
}

describe("credentials", () => {
  refuses("no credential", "authentication_required", () => []);
  refuses("an empty bearer", "authentication_required", () => ["Authorization: Bearer "]);
  refuses("a word for a token", "invalid_token", () => bearer("hello"));
  refuses("three words for a token", "invalid_token", () => bearer("a.b.c"));
  refuses("another scheme", "authentication_required", () => ["Authorization: Basic YWRhOmFkYQ=="]);
  refuses("two credentials", "authentication_required", () => [...bearer(good), ...bearer(good)]);
  refuses("forged roles", "invalid_token", () => bearer(forged(good, { roles: ["Admin"] })));
  refuses("a foreign tenant's claim", "invalid_token", () => bearer(forged(good, { tid: FABRIKAM })));
  refuses("no signature", "invalid_token", () => bearer(unsigned(good)));
  refuses("an expired token", "invalid_token", async () => bearer(await mint(demo, { as: ann.upn, expiresIn: -600 })));
  refuses("a token for ARM", "invalid_token", async () => bearer(await mint(demo, { as: ann.upn, audience: ARM })));
  refuses("an ID token", "invalid_token", async () => bearer((await acquire(browser, demo, ada)).idToken));
  refuses("a program without roles", "no_role", async () => bearer(await mint(demo, { as: "Daemon" })));
  refuses("a made-up cookie", "authentication_required", () => ["Cookie: gatehouse=made.up"]);
});

describe("requests", () => {
  refuses("a path that climbs", "invalid_request", () => request(demo.url, "GET /api/../../etc/passwd HTTP/1.1"));
  refuses("an encoded slash", "invalid_request", () => request(demo.url, "GET /api%2fme HTTP/1.1"));
  refuses("a NUL in the path", "invalid_request", () => request(demo.url, "GET /api/me%00 HTTP/1.1"));
  refuses("a half escape", "invalid_request", () => request(demo.url, "GET /api/%zz HTTP/1.1"));
  refuses("a path nobody declared", "no_route", () => request(demo.url, "GET /nothing/here HTTP/1.1", bearer(good)));
  refuses("a method nobody knows", "method_not_allowed", () => request(demo.url, "BREW /api/me HTTP/1.1"));
  refuses("a method not meant here", "method_not_allowed", () => request(demo.url, "DELETE /api/me HTTP/1.1", bearer(good)));
  refuses("another site's name", "misdirected_request", () => ["Host: evil.example", ...bearer(good)]);
  refuses("headers beyond the limit", "headers_too_large", () => [`X-Long: ${"x".repeat(40_000)}`]);
  refuses("a body beyond the limit", "payload_too_large", () => post("/api/policy/explain", "x".repeat(70_000)));
  refuses("a body announced beyond the limit", "payload_too_large", () => request(
    demo.url, "POST /api/arm/subscriptions HTTP/1.1", [...bearer(good), "Content-Length: 99999999999"]));
  refuses("a length that is none", "invalid_request", () => request(
    demo.url, "POST /api/policy/explain HTTP/1.1", [...bearer(good), "Content-Length: many"]));
  refuses("broken JSON", "invalid_request", () => post("/api/policy/explain", "{\"method\": "));
  refuses("JSON of another shape", "invalid_request", () => post("/api/policy/explain", "[1, 2]"));
  refuses("a limit that is none", "invalid_request", async () => request(
    demo.url, "GET /api/audit?limit=all HTTP/1.1", bearer(await mint(demo, { as: ada.upn }))));
  for (const filter of ["cod=forbidden", "limit=5&from=2026", "=x"]) {
    refuses(`a filter of the audit that nobody reads, ${filter}`, "invalid_request", async () => request(
      demo.url, `GET /api/audit?${filter} HTTP/1.1`, bearer(await mint(demo, { as: ada.upn }))));
  }
  test("the filter that was meant is named", async () => {
    const answer = await sendRaw(demo.url, request(
      demo.url, "GET /api/audit?cod=forbidden HTTP/1.1", bearer(await mint(demo, { as: ada.upn }))));
    assert.match(answer.json.detail, /did you mean code\?/);
  });
  refuses("a query with a raw character", "invalid_request", () => request(demo.url, "GET /api/me?a=\u00e9 HTTP/1.1"));
  refuses("a tenant that is none", "invalid_tenant", () => request(demo.url, "GET /auth/login/start?tenant=%3Cscript%3E HTTP/1.1"));
  refuses("claims that are none", "invalid_request", () => request(demo.url, "GET /auth/login/start?claims=%7B HTTP/1.1"));
});

test("two credentials are refused where one of them was let through before, too", async () => {
  const path = "GET /api/arm/subscriptions?api-version=2022-12-01 HTTP/1.1";
  assert.equal((await sendRaw(demo.url, request(demo.url, path, bearer(good)))).status, 200);
  const both = await sendRaw(demo.url, request(demo.url, path, [...bearer(good), ...bearer("another")]));
  assert.deepEqual([both.status, both.json.error], [401, "authentication_required"]);
});

test("bytes that are not HTTP are answered 400, and the program goes on", async () => {
  const answer = await sendRaw(demo.url, "\u0016\u0003\u0001 hello\r\n\r\n");
  assert.ok([0, 400].includes(answer.status), JSON.stringify(answer));
  assert.equal((await fetch(`${demo.url}/health`)).status, 200);
});

test("nothing that was refused shows a credential in the audit or the log", async () => {
  const written = JSON.stringify(await exported(demo.data)) + demo.output();
  for (const secret of [good, good.split(".")[2], "YWRhOmFkYQ==", "made.up"]) {
    assert.ok(!written.includes(secret), secret.slice(0, 12));
  }
});

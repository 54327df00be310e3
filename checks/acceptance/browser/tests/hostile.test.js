// What a hostile caller tries, beyond bad input: to wear the program out, and to reach more than it offers.
import assert from "node:assert/strict";
import { writeFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ada } from "../cast.js";
import { mint } from "../emulator.js";
import { newFolder, startDemo } from "../gatehouse.js";
import { request, sendRaw } from "../raw.js";

let demo;
let folder;
let upstream;
before(async () => {
  folder = await newFolder();
  upstream = createServer((_, answer) => answer.end("{}"));
  upstream.keepAliveTimeout = 120_000;
  await new Promise((ready) => upstream.listen(0, "127.0.0.1", ready));
  const config = join(folder, "routes.yaml");
  await writeFile(config, [
    "upstreams:",
    `  app: { url: http://127.0.0.1:${upstream.address().port}, deadline: 5s }`,
    "routes:",
    "  - { path: /open/**, allow: { anonymous: true }, to: app }",
  ].join("\n"));
  demo = await startDemo({ more: ["--config", config] });
});
after(async () => {
  await demo?.stop();
  upstream?.closeAllConnections();
  await new Promise((closed) => upstream?.close(closed));
  await rm(folder, { recursive: true, force: true });
});

test("WebSockets that an upstream does not accept use up none of its connections", async () => {
  const webSocket = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
  const once = () => sendRaw(demo.url, request(demo.url, "GET /open/socket HTTP/1.1", webSocket));
  for (let round = 0; round < 24; round++) {
    for (const refused of await Promise.all(Array.from({ length: 25 }, once))) assert.equal(refused.status, 502);
  }
  assert.equal((await fetch(`${demo.url}/open/page`)).status, 200);
});

test("Azure's host answers its own collections through /api/arm, and nothing else", async () => {
  const headers = { Authorization: `Bearer ${await mint(demo, { as: ada.upn })}`, Metadata: "true" };
  const status = async (path) => (await fetch(`${demo.url}/api/arm${path}`, { headers })).status;
  assert.equal(await status("/subscriptions?api-version=2022-12-01"), 200);
  assert.equal(await status("/tenants?api-version=2022-12-01"), 200);
  const token = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/";
  assert.equal(await status(token), 403);
  assert.equal(await status("/common/oauth2/v2.0/token"), 403);
});

test("CONNECT over HTTP/2, which has no path, is answered", async () => {
  const session = connectHttp2(demo.url);
  const stream = session.request({ ":method": "CONNECT", ":authority": new URL(demo.url).host });
  const status = await new Promise((told, failed) => {
    stream.on("response", (headers) => told(headers[":status"]));
    stream.on("error", failed);
    stream.setTimeout(5_000, () => told("nothing"));
  });
  session.destroy();
  assert.equal(status, 400);
});

// Tokens as a real client gets them.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ACCEPTANCE_CLIENT, GATEHOUSE } from "./cast.js";
import { newVisitor } from "./chromium.js";
import { choose, giveSecondFactor } from "./emulator.js";

const program = fileURLToPath(new URL("msal.js", import.meta.url));

/**
 * What msal-node gets for `person` at the person's tenant: `{ accessToken, idToken }`. The browser
 * signs in on the emulator's pages. `claims` is a challenge's JSON, to which the second factor is
 * the answer; `capabilities` are the client's, such as `["CP1"]`.
 */
export async function acquire(browser, at, person, { claims, capabilities } = {}) {
  const asked = {
    authority: `${at.emulatorHttps}/${person.tenant}`,
    client: ACCEPTANCE_CLIENT,
    scope: `api://${GATEHOUSE}/access_as_user`,
    claims,
    capabilities,
  };
  const msal = spawn(process.execPath, [program, JSON.stringify(asked)], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: at.ca },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const complaints = [];
  msal.stderr.on("data", (text) => complaints.push(text));
  const ended = new Promise((done) => msal.once("close", done));
  try {
    for await (const line of createInterface({ input: msal.stdout })) {
      const said = JSON.parse(line);
      if (said.accessToken) return said;
      await signInAt(browser, said.open, person, Boolean(claims));
    }
    throw new Error(`msal-node got no token: ${Buffer.concat(complaints)}`);
  } finally {
    msal.kill();
    await ended;
  }
}

async function signInAt(browser, address, person, secondFactor) {
  const { context, page } = await newVisitor(browser, { ignoreHTTPSErrors: true });
  await page.goto(address);
  await choose(page, person);
  if (secondFactor) await giveSecondFactor(page);
  await page.waitForURL(/^http:\/\/localhost:\d+\/?(\?|$)/);
  await page.waitForLoadState();
  await context.close();
}

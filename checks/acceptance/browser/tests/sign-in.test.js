// Signing in, through Gatehouse's pages and the emulator's, as each of the cast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ada, gus, mia, nil, vic, HOME_TENANT, WOODGROVE } from "../cast.js";
import { newVisitor, startChromium } from "../chromium.js";
import { choose, giveSecondFactor } from "../emulator.js";
import { startDemo } from "../gatehouse.js";
import { landed, showsTitle, signIn, ticketOf, SIGN_IN } from "../pages.js";

let browser;
let demo;
before(async () => { [browser, demo] = await Promise.all([startChromium(), startDemo()]); });
after(async () => { await browser?.close(); await demo?.stop(); });

/** A test with a visitor of its own, whose pages must not report any error. */
function visit(name, steps) {
  test(name, async () => {
    const visitor = await newVisitor(browser);
    try {
      await steps(visitor);
      assert.deepEqual(visitor.problems, []);
    } finally {
      await visitor.context.close();
    }
  });
}

visit("Ada sees her two subscriptions, her role, her tenant and who acts", async ({ page }) => {
  await signIn(page, demo, ada);
  const seen = await landed(page, demo, ada);
  assert.deepEqual(seen.subscriptions.sort(), ["Contoso Production", "Contoso Research"]);
  assert.deepEqual(seen.roles, ["Admin"]);
  assert.equal(seen.tenant, "contoso.com");
  assert.equal(seen.tenantId, HOME_TENANT);
  assert.match(seen.actsAs, /^You/);
});

visit("Vic sees the one subscription he may read", async ({ page }) => {
  await signIn(page, demo, vic);
  assert.deepEqual((await landed(page, demo, vic)).subscriptions, ["Contoso Research"]);
});

visit("Nil sees no subscription, and which role helps", async ({ page }) => {
  await signIn(page, demo, nil);
  assert.deepEqual((await landed(page, demo, nil)).subscriptions, []);
  await page.getByText("No subscription is visible").waitFor();
  assert.match(await page.locator("#none").textContent(), /Reader role/);
});

visit("Mia is asked for a second factor, gives it, and sees her subscription", async ({ page }) => {
  await signIn(page, demo, mia);
  await showsTitle(page, "Multi-factor authentication required");
  await page.getByRole("link", { name: "Continue with multi-factor authentication" }).click();
  await chooseIfAsked(page, mia);
  await giveSecondFactor(page);
  const seen = await landed(page, demo, mia);
  assert.deepEqual(seen.subscriptions, ["Woodgrove Main"]);
  assert.equal(seen.tenantId, WOODGROVE);
});

visit("Gus needs his administrator's consent, grants it, and is signed in", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: demo.url });
  await signIn(page, demo, gus);
  await showsTitle(page, "Admin consent required");
  assert.equal(await ticketOf(context), undefined);
  const grant = page.getByRole("link", { name: "Grant Admin Consent" });
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await grant.getAttribute("href"));
  assert.match(copied, /\/adminconsent\?.*client_id=/);
  await grant.click();
  await chooseIfAsked(page, gus);
  await page.getByRole("button", { name: "Accept" }).click();
  await chooseIfAsked(page, gus);
  assert.deepEqual((await landed(page, demo, gus)).subscriptions, ["Fabrikam Main"]);
});

visit("whoever cancels at the identity provider is told so", async ({ page }) => {
  await page.goto(`${demo.url}/auth/callback?error=access_denied&state=unknown`);
  await page.getByRole("alert").waitFor();
  assert.match(page.url(), /\/auth\/login\?error=/);
});

test("a tenant field that holds no tenant is answered on the page", async () => {
  const { context, page } = await newVisitor(browser);
  await page.goto(`${demo.url}/auth/login`);
  await enterTenant(page, "not a tenant");
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").textContent(), /not a tenant/i);
  await context.close();
});

visit("the tenant field leads to that tenant alone", async ({ page }) => {
  await page.goto(`${demo.url}/auth/login`);
  await enterTenant(page, "woodgrove.com");
  await page.getByText(mia.upn).waitFor();
  assert.equal(await page.getByText(ada.upn).count(), 0);
  assert.match(page.url(), new RegExp(`/(woodgrove\\.com|${WOODGROVE})/`));
});

visit("an administrator signs in without naming the tenant", async ({ page }) => {
  await page.goto(`${demo.url}/auth/login`);
  await page.getByText("Sign in to a specific tenant").click();
  await page.getByRole("link", { name: /as an administrator/ }).click();
  await choose(page, ada);
  assert.deepEqual((await landed(page, demo, ada)).roles, ["Admin"]);
});

visit("a path asked for before the sign-in is where it ends", async ({ page }) => {
  await page.goto(`${demo.url}/?view=all`);
  await page.getByRole("link", { name: SIGN_IN }).click();
  await choose(page, ada);
  await page.waitForURL(`${demo.url}/?view=all`);
});

visit("a reload keeps the session, and the cookie is out of scripts' reach", async ({ page, context }) => {
  await signIn(page, demo, ada);
  await landed(page, demo, ada);
  await page.reload();
  await landed(page, demo, ada);
  const cookie = await ticketOf(context);
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, "Lax");
  assert.equal(await page.evaluate(() => document.cookie), "");
});

visit("signing out ends the session for whoever kept the cookie too", async ({ page, context }) => {
  await signIn(page, demo, ada);
  await landed(page, demo, ada);
  const { value } = await ticketOf(context);
  await page.getByRole("button", { name: "Sign out" }).click();
  await showsTitle(page, "You are signed out");
  assert.equal(await ticketOf(context), undefined);
  const replayed = await fetch(`${demo.url}/api/me`, { headers: { Cookie: `gatehouse=${value}` } });
  assert.equal(replayed.status, 401);
});

visit("each sign-in has a session of its own", async ({ page, context }) => {
  await signIn(page, demo, ada);
  await landed(page, demo, ada);
  const first = (await ticketOf(context)).value;
  await page.goto(`${demo.url}/auth/login`);
  await page.getByRole("link", { name: SIGN_IN }).click();
  await choose(page, vic);
  await landed(page, demo, vic);
  assert.notEqual((await ticketOf(context)).value, first);
  const replayed = await fetch(`${demo.url}/api/me`, { headers: { Cookie: `gatehouse=${first}` } });
  assert.equal(replayed.status, 401);
});

/** A person who is known already is sometimes let through, as at Entra. */
async function chooseIfAsked(page, person) {
  const button = page.locator(`form:has(input[name=username][value="${person.upn}"]) button.person`);
  const next = page.getByLabel("Code").or(page.getByRole("button", { name: "Accept" }))
    .or(page.locator("#who h1"));
  await button.or(next).first().waitFor();
  if (await button.isVisible()) await button.click();
}

async function enterTenant(page, text) {
  await page.getByText("Sign in to a specific tenant").click();
  await page.getByLabel("Tenant").fill(text);
  await page.getByRole("button", { name: "Continue" }).click();
}

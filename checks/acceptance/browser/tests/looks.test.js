// Every page at a desktop's and a phone's size, light and dark: nothing overflows, nothing is too
// pale to read, no script fails. GATEHOUSE_SCREENSHOTS names a folder that keeps the pictures.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ada, gus, mia, nil } from "../cast.js";
import { newVisitor, startChromium } from "../chromium.js";
import { choose } from "../emulator.js";
import { startDemo } from "../gatehouse.js";
import { palest, widerThanWindow } from "../looks.js";
import { landed, signIn, SIGN_IN } from "../pages.js";

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const CODES = [
  "signed_out", "session_expired", "token_expired", "user_not_in_tenant", "wrong_tenant",
  "blocked_by_policy", "no_role", "obo_failed", "invalid_state", "token_exchange_failed", "auth_failed",
];
/** The least ratio for body text; WCAG 2.2, success criterion 1.4.3. */
const READABLE = 4.5;

let browser;
let demo;
before(async () => { [browser, demo] = await Promise.all([startChromium(), startDemo()]); });
after(async () => { await browser?.close(); await demo?.stop(); });

/** Looks at the page in every size and colour. */
async function look(page, name, measured = true) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await picture(page, `${size}-${colorScheme}-${name}`);
      if (!measured) continue;
      assert.deepEqual(await widerThanWindow(page), [], `${name} overflows, ${size}`);
      const found = await palest(page);
      assert.ok(found.ratio >= READABLE, `${name}, ${colorScheme}: ${found.ratio.toFixed(2)} for "${found.text}"`);
    }
  }
}

test("the pages of a sign-in", async () => {
  const { context, page, problems } = await newVisitor(browser);
  await page.goto(`${demo.url}/auth/login`);
  await look(page, "sign-in");
  await page.getByText("Sign in to a specific tenant").click();
  await look(page, "sign-in-tenant");
  for (const code of CODES) {
    await page.goto(`${demo.url}/auth/login?error=${code}`);
    await look(page, code.replaceAll("_", "-"));
  }
  await page.getByRole("link", { name: SIGN_IN }).click();
  await page.getByText(ada.upn).waitFor();
  await look(page, "emulator-sign-in", false);
  assert.deepEqual(problems, []);
  await page.goto(`${demo.url}/auth/login/start?tenant=no+tenant`);
  await look(page, "invalid-tenant");
  await context.close();
});

test("the landing page, full, empty, and when Azure cannot be asked", async () => {
  const { context, page, problems } = await newVisitor(browser);
  await signIn(page, demo, nil);
  await landed(page, demo, nil);
  await look(page, "home-empty");
  await context.clearCookies();
  await signIn(page, demo, ada);
  await landed(page, demo, ada);
  await look(page, "home");
  assert.deepEqual(problems, []);
  await page.route("**/api/subscriptions", (route) => route.fulfill({
    status: 502,
    contentType: "application/json",
    body: JSON.stringify({
      error: "upstream_unavailable", detail: "Azure denies the identity used.",
      remedy: "Try again; if it persists, check the upstream.", request_id: "0f8c1d2e3b4a5967",
    }),
  }));
  await page.reload();
  await page.getByRole("alert").waitFor();
  await look(page, "home-problem");
  await context.close();
});

test("the pages that ask for consent and for a second factor", async () => {
  const { context, page, problems } = await newVisitor(browser);
  await signIn(page, demo, gus);
  await page.getByRole("link", { name: "Grant Admin Consent" }).waitFor();
  await look(page, "consent-required");
  await page.getByRole("link", { name: "Grant Admin Consent" }).click();
  await page.getByRole("heading").first().waitFor();
  await look(page, "emulator-consent", false);
  await context.clearCookies();
  await signIn(page, demo, mia);
  const next = page.getByRole("link", { name: "Continue with multi-factor authentication" });
  await next.waitFor();
  await look(page, "mfa-required");
  await next.click();
  await chooseIfThere(page, mia);
  await page.getByLabel("Code").waitFor();
  await look(page, "emulator-second-factor", false);
  assert.deepEqual(problems, []);
  await context.close();
});

async function chooseIfThere(page, person) {
  const code = page.getByLabel("Code");
  await code.or(page.getByText(person.upn)).first().waitFor();
  if (!(await code.isVisible())) await choose(page, person);
}

async function picture(page, name) {
  const folder = process.env.GATEHOUSE_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled" });
}

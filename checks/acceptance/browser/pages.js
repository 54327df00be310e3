// Gatehouse's own pages, as a person uses them.
import assert from "node:assert/strict";
import { choose } from "./emulator.js";

export const SIGN_IN = "Sign in with your account";

/** From nothing to whatever the sign-in leads to. */
export async function signIn(page, at, person) {
  await page.goto(`${at.url}/`);
  await page.getByRole("link", { name: SIGN_IN }).click();
  await choose(page, person);
}

/** Waits for the landing page, and says what it shows. */
export async function landed(page, at, person) {
  await page.waitForURL(`${at.url}/`);
  await page.getByRole("heading", { level: 1, name: person.name }).waitFor();
  await page.locator("#loading").waitFor({ state: "hidden" });
  return {
    tenant: await page.locator("#tenant").textContent(),
    tenantId: await page.locator("#tenant-id").textContent(),
    roles: await page.locator("#roles .chip").allTextContents(),
    actsAs: await page.locator("#identity").textContent(),
    subscriptions: await page.locator("#rows tr td:first-child").allTextContents(),
  };
}

export async function showsTitle(page, title) {
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  assert.equal(await page.title(), `${title} · Gatehouse`);
}

/** The session cookie's value of a signed-in visitor. */
export async function ticketOf(context) {
  return (await context.cookies()).find((cookie) => cookie.name === "gatehouse");
}

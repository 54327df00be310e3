// The emulator's pages, as a person uses them, and its administration.
import { MFA_CODE } from "./cast.js";

/** On the emulator's page "Sign in": chooses the person. */
export async function choose(page, person) {
  await page.locator(`form:has(input[name=username][value="${person.upn}"]) button.person`).click();
}

/** On the emulator's page "More proof is needed": gives the code. */
export async function giveSecondFactor(page) {
  await page.getByLabel("Code").fill(MFA_CODE);
  await page.getByRole("button", { name: "Verify" }).click();
}

export const password = (person) => `${person.name.toLowerCase()}-demo`;

/** Sends the forms of a page without a browser, one after another; answers the last answer. */
export async function submit(page, forms) {
  let cookie = "";
  let answer;
  for (const fields of forms) {
    answer = await fetch(page, {
      method: "POST", body: new URLSearchParams(fields), headers: { cookie }, redirect: "manual",
    });
    cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    if (answer.status >= 400) throw new Error(`${page} answered ${answer.status}`);
  }
  return answer;
}

/** A token that the emulator mints without anybody signing in. */
export async function mint(at, asked) {
  const answer = await fetch(`${at.emulator}/_emulator/token`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked),
  });
  if (!answer.ok) throw new Error(`the emulator answered ${answer.status} ${await answer.text()}`);
  return (await answer.json()).access_token;
}

/** What a service was asked, oldest first; `filters` such as `{ service: "arm" }`. */
export async function exchanges(at, filters) {
  const answer = await fetch(`${at.emulator}/_emulator/exchanges?${new URLSearchParams(filters)}`);
  return answer.json();
}

export async function forgetExchanges(at) {
  await fetch(`${at.emulator}/_emulator/exchanges`, { method: "DELETE" });
}

/** How often a grant was used, for example `on_behalf_of`. */
export async function grants(at, type) {
  const counts = await (await fetch(`${at.emulator}/_emulator/counts`)).json();
  return counts.grants[type] ?? 0;
}

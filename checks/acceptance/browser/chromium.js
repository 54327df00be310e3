// The system's Chromium, driven by playwright-core.
import { chromium } from "playwright-core";

export function startChromium() {
  return chromium.launch({
    executablePath: process.env.GATEHOUSE_CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/**
 * A page of its own profile whose console errors and failed scripts are collected in `problems`.
 * `settings` are Playwright's for a context, such as viewport or colorScheme.
 */
export async function newVisitor(browser, settings = {}) {
  const context = await browser.newContext(settings);
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
  return { context, page, problems };
}

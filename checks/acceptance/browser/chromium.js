// The system's Chromium, driven by playwright-core.
import { chromium } from "playwright-core";

export function startChromium() {
  return chromium.launch({
    executablePath: process.env.GATEHOUSE_CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** A page of its own profile whose console errors and failed scripts are collected in `problems`. */
export async function newVisitor(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
  return { context, page, problems };
}

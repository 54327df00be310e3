// A signed-in person without a browser window: the session's cookie.
import { newVisitor } from "./chromium.js";
import { landed, signIn, ticketOf } from "./pages.js";

/** Signs in through the pages and answers the `Cookie` header of the session. */
export async function sessionOf(browser, at, person) {
  const { context, page } = await newVisitor(browser);
  await signIn(page, at, person);
  await landed(page, at, person);
  const { value } = await ticketOf(context);
  await context.close();
  return `gatehouse=${value}`;
}

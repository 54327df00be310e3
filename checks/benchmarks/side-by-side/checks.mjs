// A proxy that is measured must serve what it should, and refuse what it should.
import { forged, token } from "./cast.mjs";
import { answer } from "./http.mjs";
import { BODY_BYTES } from "./peers.mjs";

/** The upstream's whole answer to the first credential. */
export async function checkServes({ label, url, credentials }) {
  const { status, body } = await answer(url, { headers: { [credentials.header]: credentials.first } });
  if (status !== 200 || body.length !== BODY_BYTES) {
    throw new Error(`${label} answered ${status} with ${body.length} bytes: ${String(body).slice(0, 300)}`);
  }
}

/** 401 or 403 for no token, a forged one, one that is over, and one for another audience. */
export async function checkRefusals(url, emulator, good) {
  const bad = {
    "no token": undefined,
    "a forged token": forged(good),
    "a token that is over": await token(emulator, { expiresIn: -3600 }),
    "a token for another audience": await token(emulator, { audience: "https://management.azure.com" }),
  };
  for (const [what, value] of Object.entries(bad)) {
    const { status } = await answer(url, { headers: value ? { authorization: `Bearer ${value}` } : {} });
    if (status !== 401 && status !== 403) throw new Error(`${url} answered ${status} to ${what}`);
  }
}

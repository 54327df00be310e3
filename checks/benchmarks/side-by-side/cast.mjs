// Credentials from the emulator: tokens, the key that verifies them, and sessions.
import { createPublicKey } from "node:crypto";
import { answer } from "./http.mjs";

export const HOME = "c0000000-0000-4000-8000-000000000001";
export const CLIENT = "60000000-0000-4000-8000-000000000001";
const PERSON = { username: "ann@contoso.com", password: "ann-demo" };

/** A person's access token for Gatehouse, in force for an hour if `changes` do not say otherwise. */
export async function token(emulator, changes = {}) {
  const { status, body } = await answer(`${emulator}/_emulator/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as: PERSON.username, expiresIn: 3600, ...changes }),
  });
  if (status !== 200) throw new Error(`the emulator gave no token: ${status} ${body}`);
  return JSON.parse(body).access_token;
}

export async function tokens(emulator, count) {
  const all = new Set();
  while (all.size < count) all.add(await token(emulator));
  return [...all];
}

/** The same claims under a signature that is wrong in one bit. */
export function forged(token) {
  const [header, payload, signature] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes[bytes.length >> 1] ^= 1;
  return [header, payload, bytes.toString("base64url")].join(".");
}

export const claims = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

/** The public key that the token's header names, as PEM, from the tenant's key set. */
export async function publicKey(emulator, token) {
  const { kid } = JSON.parse(Buffer.from(token.split(".")[0], "base64url"));
  const { body } = await answer(`${emulator}/${HOME}/discovery/v2.0/keys`);
  const jwk = JSON.parse(body).keys.find((key) => key.kid === kid);
  if (!jwk) throw new Error("the emulator publishes no key for its token");
  return createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e }, format: "jwk" })
    .export({ type: "spki", format: "pem" });
}

/** Signs in as a browser does, and answers the Cookie header of the session. */
export async function session(gatehouse) {
  const begun = await answer(`${gatehouse}/auth/login/start`);
  const authorize = new URL(expectRedirect(begun));
  const form = new URLSearchParams({ ctx: authorize.search.slice(1), step: "password", ...PERSON });
  const signedIn = await answer(authorize, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  const callback = expectRedirect(signedIn);
  const finished = await answer(callback, { headers: { cookie: cookies(begun) } });
  expectRedirect(finished);
  return cookies(finished);
}

function expectRedirect({ status, headers, body }) {
  if (status < 300 || status > 399) throw new Error(`the sign-in answered ${status}: ${String(body).slice(0, 300)}`);
  return headers.location;
}

/** What the answer sets, as a Cookie header; what it clears is left out. */
const cookies = ({ headers }) => (headers["set-cookie"] ?? [])
  .map((line) => line.split(";", 1)[0])
  .filter((pair) => !pair.endsWith("="))
  .join("; ");

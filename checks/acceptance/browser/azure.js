// Azure's own client libraries, unmodified, as a cast member at the emulator.
import { readFileSync } from "node:fs";
import { ContainerServiceClient } from "@azure/arm-containerservice";
import { ContainerRegistryClient } from "@azure/container-registry";
import { mint } from "./emulator.js";

const ARM = "https://management.azure.com";

/** Tokens of one person, as a library asks for them. */
export function credential(at, person) {
  return {
    getToken: async () => ({
      token: await mint(at, { as: person.upn, audience: ARM }),
      expiresOnTimestamp: Date.now() + 3_000_000,
    }),
  };
}

const trust = (at) => ({ tlsOptions: { ca: readFileSync(at.ca) } });

/** `@azure/arm-containerservice` for a subscription. */
export function clusters(at, person, subscription) {
  return new ContainerServiceClient(credential(at, person), subscription, {
    endpoint: at.emulatorHttps, ...trust(at), retryOptions: { maxRetries: 0 },
  });
}

/** `@azure/container-registry` for a login server, `host:port`. */
export function registry(at, person, loginServer) {
  return new ContainerRegistryClient(`https://${loginServer}`, credential(at, person), {
    audience: ARM, ...trust(at), retryOptions: { maxRetries: 0 },
  });
}

/** A call to Azure Resource Manager on the plain origin: status and JSON. */
export async function arm(at, person, method, path, body) {
  const token = await mint(at, { as: person.upn, audience: ARM });
  const version = path.includes("api-version") ? "" : `${path.includes("?") ? "&" : "?"}api-version=2025-11-01`;
  const answer = await fetch(`${at.emulator}${path}${version}`, {
    method,
    body: body && JSON.stringify(body),
    headers: { Authorization: `Bearer ${token}`, ...(body && { "Content-Type": "application/json" }) },
  });
  const text = await answer.text();
  return { status: answer.status, said: text ? JSON.parse(text) : {} };
}

/** How long operations behave that begin from now on, such as `{ durationMs: 0 }`. */
export async function pace(at, next) {
  const answer = await fetch(`${at.emulator}/_emulator/operations`, {
    method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(next),
  });
  if (!answer.ok) throw new Error(`the emulator answered ${answer.status} ${await answer.text()}`);
}

/** All that an asynchronous list has. */
export async function all(list) {
  const found = [];
  for await (const each of list) found.push(each);
  return found;
}

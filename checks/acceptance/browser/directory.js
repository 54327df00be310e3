// What an administrator changes in the emulator's Graph and Azure, to spoil an installation.
import { randomUUID } from "node:crypto";
import { GATEHOUSE, ada } from "./cast.js";
import { mint } from "./emulator.js";

const GRAPH = "00000003-0000-0000-c000-000000000000";
const READ_APPLICATIONS = "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30";
const ARM_API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
const VERSION = "api-version=2022-04-01";

async function sent(token, method, address, body) {
  const answer = await fetch(address, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${address} answered ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Azure and the directory at `at`, as Ada may change them; a tenant's own as its administrator. */
export function directoryOf(at) {
  const arm = async (method, path, body) => sent(
    await mint(at, { as: "ada", audience: "https://management.azure.com" }),
    method, at.emulator + path, body);
  const graph = async (method, path, body, person = ada) => sent(
    await mint(at, { as: person.name.toLowerCase(), audience: "https://graph.microsoft.com" }),
    method, `${at.emulator}/v1.0/${path}`, body);
  const application = `applications(appId='${GATEHOUSE}')`;
  const principal = (appId, person) =>
    graph("GET", `servicePrincipals(appId='${appId}')`, undefined, person);
  return {
    async assign(object, role, scope) {
      await arm("PUT", `${scope}${ASSIGNMENTS}/${randomUUID()}?${VERSION}`, { properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalId: object, principalType: "ServicePrincipal",
      } });
    },

    async takeAway(object, role, scope) {
      const { value } = await arm("GET", `${scope}${ASSIGNMENTS}?${VERSION}`);
      const held = value.filter(({ properties }) => properties.scope === scope
        && properties.principalId === object && properties.roleDefinitionId.endsWith(role));
      if (held.length !== 1) throw new Error(`${role} on ${scope} is held ${held.length} times`);
      await arm("DELETE", `${held[0].id}?${VERSION}`);
    },

    /** Lets the application read its own registration, so that the doctor can. */
    async letItReadApplications() {
      const [own, api] = await Promise.all([principal(GATEHOUSE), principal(GRAPH)]);
      await graph("POST", `servicePrincipals/${api.id}/appRoleAssignedTo`,
        { principalId: own.id, resourceId: api.id, appRoleId: READ_APPLICATIONS });
    },

    async withoutRedirects() {
      await graph("PATCH", application, { web: { redirectUris: ["http://localhost/elsewhere"] } });
    },

    /** As Graph demands it: nobody is pre-authorized, then none is enabled, then none is left. */
    async withoutScopes() {
      const { api } = await graph("GET", application);
      await graph("PATCH", application, { api: { preAuthorizedApplications: [] } });
      await graph("PATCH", application, { api: {
        oauth2PermissionScopes: api.oauth2PermissionScopes.map((one) => ({ ...one, isEnabled: false })),
      } });
      await graph("PATCH", application, { api: { oauth2PermissionScopes: [] } });
    },

    async withoutConsentToAzure() {
      const [own, api] = await Promise.all([principal(GATEHOUSE), principal(ARM_API)]);
      const { value } = await graph("GET", "oauth2PermissionGrants");
      const grants = value.filter(({ clientId, resourceId }) =>
        clientId === own.id && resourceId === api.id);
      for (const { id } of grants) await graph("DELETE", `oauth2PermissionGrants/${id}`);
    },

    async withoutSecrets() {
      const { passwordCredentials } = await graph("GET", application);
      for (const { keyId } of passwordCredentials) {
        await graph("POST", `${application}/removePassword`, { keyId });
      }
    },

    async withoutFederatedCredentials() {
      const all = `${application}/federatedIdentityCredentials`;
      const { value } = await graph("GET", all);
      for (const { id } of value) await graph("DELETE", `${all}/${id}`);
    },

    async disabled() {
      const { id } = await principal(GATEHOUSE);
      await graph("PATCH", `servicePrincipals/${id}`, { accountEnabled: false });
    },

    /** The application's service principal in the tenant of its administrator `person` goes. */
    async goneFromTenantOf(person) {
      const { id } = await principal(GATEHOUSE, person);
      await graph("DELETE", `servicePrincipals/${id}`, undefined, person);
    },

    async clockAhead(seconds) {
      const answer = await fetch(`${at.emulator}/_emulator/clock`, {
        method: "PUT", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ offsetSeconds: seconds }),
      });
      if (!answer.ok) throw new Error(`the emulator's clock answered ${answer.status}`);
    },
  };
}

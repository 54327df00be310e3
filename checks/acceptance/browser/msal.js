// A program of its own, so that Node trusts the emulator's certificate from its start
// (NODE_EXTRA_CA_CERTS): gets a token for Gatehouse with the real msal-node, by authorization code
// with PKCE. Prints the address to open, then the token, a JSON object a line.
import { PublicClientApplication } from "@azure/msal-node";

const { authority, client, scope, claims, capabilities } = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const application = new PublicClientApplication({
  auth: {
    clientId: client,
    authority,
    knownAuthorities: [new URL(authority).host],
    clientCapabilities: capabilities,
  },
});
const { accessToken, idToken } = await application.acquireTokenInteractive({
  scopes: [scope],
  claims,
  openBrowser: async (open) => say({ open }),
});
say({ accessToken, idToken });
process.exit(0);

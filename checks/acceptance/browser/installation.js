// An installation of Gatehouse beside the emulator, for the doctor: a configuration file, a data
// directory and a shell, in which printed commands are run as somebody would who pastes them.
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FABRIKAM, GATEHOUSE, HOME_TENANT, PRODUCTION, RESEARCH, WOODGROVE } from "./cast.js";
import { finished } from "./programs.js";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const LAB = `/subscriptions/${RESEARCH}/resourceGroups/rg-lab/providers`;

export const IDENTITY = {
  client: "1d000000-0000-4000-8000-000000000001", object: "1d000000-0000-4000-8000-0000000000a1",
};
export const ACCOUNT = `${LAB}/Microsoft.CognitiveServices/accounts/oai-lab`;
export const POOL = `${LAB}/Microsoft.App/sessionPools/pool-lab`;
export const ROLES = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  blobContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  openAiUser: "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
  sessionExecutor: "0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0",
};

/**
 * What everything is configured in: people's calls go as themselves, reads fall back to the
 * managed identity, which also uses Azure OpenAI and a session pool.
 */
function healthy(at, secret, app) {
  return {
    entra: {
      tenant: HOME_TENANT,
      client: GATEHOUSE,
      credential: { secret: `file:${secret}` },
      tenants: ["home", FABRIKAM, WOODGROVE],
      cloud: {
        authority: at.emulatorHttps,
        "browser-authority": at.emulator,
        arm: at.emulatorHttps,
        graph: at.emulatorHttps,
        imds: at.emulator,
        "ca-file": at.ca,
      },
    },
    downstream: { mode: "obo-with-fallback", "managed-identity": IDENTITY.client },
    upstreams: { app: { url: `http://127.0.0.1:${app}` } },
    routes: [{ path: "/app/**", allow: { "signed-in": true }, to: "app" }],
    doctor: {
      expect: [
        { role: "Reader", scope: `/subscriptions/${PRODUCTION}` },
        { role: "AcrPull", scope: `/subscriptions/${PRODUCTION}` },
        { role: ROLES.blobContributor, scope: `/subscriptions/${RESEARCH}` },
      ],
      openai: `${ACCOUNT}/deployments/gpt-4.1`,
      "session-pool": POOL,
    },
  };
}

/** The variables of `az`, and none by which this machine could speak of an identity of its own. */
function clean(az, folder) {
  const own = Object.entries(az.env).filter(([name]) => /^AZURE_(CONFIG_DIR|CORE_)/.test(name)
    || !/^(AZ_|AZURE_|API_|GATEHOUSE_|IDENTITY_|MSI_)/.test(name));
  return { ...Object.fromEntries(own), PATH: `${join(folder, "bin")}:${process.env.PATH}` };
}

/**
 * Programs that printed commands call and a test cannot have: a browser, of which the address is
 * printed, and the machine's clock, for which the emulator's stands, since it is that one that was
 * moved. And `az`, which is Debian's.
 */
export async function standIns(folder, at) {
  const bin = join(folder, "bin");
  await mkdir(bin);
  await symlink("/usr/bin/az", join(bin, "az"));
  const clock = `fetch("${at.emulator}/_emulator/clock", { method: "PUT", `
    + `headers: { "Content-Type": "application/json" }, body: JSON.stringify({ offsetSeconds: 0 }) })`
    + `.then((answer) => process.exit(answer.ok ? 0 : 1))`;
  for (const [name, text] of Object.entries({
    "xdg-open": "printf '%s\\n' \"$1\"",
    sudo: 'exec "$@"',
    timedatectl: `[ "$*" = "set-ntp true" ] && exec '${process.execPath}' -e '${clock}'`,
  })) {
    await writeFile(join(bin, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(bin, name), 0o755);
  }
}

/** A new installation in a folder of its own below `folder`; nothing is amiss in it. */
export async function install(name, { at, az, folder, secret, app }) {
  const own = join(folder, name.replace(/\W+/g, "-"));
  const data = join(own, "data");
  await mkdir(data, { recursive: true, mode: 0o700 });
  const file = join(own, "gatehouse.yaml");
  let times = 0;
  const installation = {
    config: healthy(at, secret, app),
    env: clean(az, folder),
    data,
    secret,

    /** Runs `doctor`; answers its rows. */
    async doctor(...more) {
      await writeFile(file, JSON.stringify(installation.config));
      const { stdout, stderr, code } = await finished(join(PROJECT, "gatehouse"),
        ["doctor", "--json", "--config", file, "--data", data, ...more], installation.env);
      if (!stdout.startsWith("{")) throw new Error(`doctor ended with ${code}: ${stderr}`);
      return JSON.parse(stdout).rows;
    },

    /**
     * Runs a printed command as it stands, in the project's folder. What it sets or unsets stays.
     * Setup asks, so it gets a terminal and the answer yes.
     */
    async paste(command) {
      times += 1;
      const [pasted, left] = [join(own, `pasted-${times}`), join(own, `environment-${times}`)];
      await writeFile(pasted, `cd '${PROJECT}'\n${command}\nended=$?\nenv -0 >'${left}'\nexit $ended\n`);
      const ran = command.startsWith("./gatehouse setup")
        ? await finished("/usr/bin/script", ["-qec", `bash '${pasted}'`, "/dev/null"],
          installation.env, undefined, "y\n")
        : await finished("/bin/bash", [pasted], installation.env);
      const variables = (await readFile(left, "utf8")).split("\0").filter(Boolean);
      installation.env = Object.fromEntries(variables.map((one) => {
        const [key, ...value] = one.split("=");
        return [key, value.join("=")];
      }));
      return { ...ran, stdout: ran.stdout.trim() };
    },
  };
  return installation;
}

"use strict";
const at = (id) => document.getElementById(id);
const show = (id) => { at(id).hidden = false; };
const text = (id, value) => { at(id).textContent = value; };
const here = location.pathname + location.search;
const base = location.pathname.endsWith("/") ? location.pathname : location.pathname + "/";

/** Sends the browser to whoever can answer the refusal, or says what it was. */
function refuse(problem) {
  if (problem.error === "authentication_required" || problem.error === "session_expired") {
    location.assign("/auth/login?error=session_expired&returnTo=" + encodeURIComponent(here));
    return;
  }
  if (problem.claims) {
    const bytes = new TextEncoder().encode(problem.claims);
    const claims = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    location.assign("/auth/login?error=mfa_required&claims=" + claims + "&returnTo=" + encodeURIComponent(here));
    return;
  }
  text("problem-code", problem.error);
  text("problem-detail", problem.detail + " " + (problem.remedy ?? ""));
  text("problem-id", problem.request_id ?? "");
  show("problem");
  at("subscriptions").hidden = true;
}

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  const body = await answer.json().catch(() => ({
    error: "http_" + answer.status, detail: "The answer could not be read.", remedy: "Try again.",
  }));
  return { ok: answer.ok, identity: answer.headers.get("X-Downstream-Identity"), body };
}

function chips(parent, values, none) {
  for (const value of values.length ? values : [none]) {
    const chip = document.createElement("span");
    chip.className = values.length ? "chip" : "chip warn";
    chip.textContent = value;
    parent.append(chip);
  }
}

function row(subscription) {
  const tr = document.createElement("tr");
  const name = document.createElement("td");
  name.textContent = subscription.displayName;
  const id = document.createElement("td");
  id.className = "wide";
  const code = document.createElement("code");
  code.textContent = subscription.subscriptionId;
  id.append(code);
  const state = document.createElement("td");
  state.textContent = subscription.state;
  tr.append(name, id, state);
  return tr;
}

const IDENTITIES = {
  user: "You, by on-behalf-of: Azure judges with your own rights",
  "managed-identity": "The platform's managed identity, by written rule",
};

function actsAs(identity) {
  text("identity", IDENTITIES[identity] ?? identity);
}

async function main() {
  const me = await ask("/api/auth/me");
  if (!me.ok || !me.body.authenticated) {
    refuse({ error: "authentication_required" });
    return;
  }
  text("name", me.body.name || me.body.email);
  text("email", me.body.email);
  text("tenant", me.body.tenantName);
  text("tenant-id", me.body.tenantId);
  chips(at("roles"), me.body.roles, "No role");
  actsAs(me.body.actsAs);
  text("assignee", me.body.email);
  show("who");
  const list = await ask(base + "api/subscriptions");
  at("loading").hidden = true;
  if (!list.ok) {
    refuse(list.body);
    return;
  }
  if (list.identity) actsAs(list.identity);
  at("rows").append(...list.body.subscriptions.map(row));
  show(list.body.subscriptions.length ? "some" : "none");
  at("truncated").hidden = list.body.subscriptions_error !== "subscriptions_truncated";
}

main().catch(() => refuse({
  error: "unreachable", detail: "Gatehouse does not answer.", remedy: "Check your connection and try again.",
}));

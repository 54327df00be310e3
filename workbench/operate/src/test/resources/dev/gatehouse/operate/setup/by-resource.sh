#!/usr/bin/env bash
# Written by gatehouse setup --write az. Adds to the app registration what is
# missing and removes nothing; run it as often as you like.
set -euo pipefail

tenant='c0000000-0000-4000-8000-000000000001'
graph='https://graph.microsoft.com/v1.0'
known=no
find='/applications?%24filter=displayName%20eq%20%27Gatehouse%27'
wanted='{
  "displayName" : "Gatehouse",
  "signInAudience" : "AzureADMyOrg",
  "logout" : "https://tools.contoso.com/auth/logout/frontchannel",
  "groups" : false,
  "cli" : "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
  "web" : [ "https://tools.contoso.com/auth/callback", "https://tools.contoso.com/auth/consent/callback" ],
  "spa" : [ ],
  "scopes" : [ {
    "id" : "91bcfb26-992b-36e0-8596-643243db6753",
    "value" : "access_as_user",
    "type" : "User",
    "isEnabled" : true,
    "adminConsentDisplayName" : "Use Gatehouse",
    "adminConsentDescription" : "Call Gatehouse as the signed-in user.",
    "userConsentDisplayName" : "Use Gatehouse",
    "userConsentDescription" : "Call Gatehouse as you."
  } ],
  "roles" : [ {
    "role" : {
      "id" : "efc2740f-1e4a-3fc9-b033-b1d5a0ace074",
      "value" : "Admin",
      "displayName" : "Admin",
      "description" : "Everything",
      "isEnabled" : true,
      "allowedMemberTypes" : [ "User" ]
    },
    "otherwise" : [ "admin" ]
  }, {
    "role" : {
      "id" : "1369c312-4543-3383-b0c2-c85aa70d81ae",
      "value" : "Viewer",
      "displayName" : "Viewer",
      "description" : "Reads",
      "isEnabled" : true,
      "allowedMemberTypes" : [ "User", "Application" ]
    },
    "otherwise" : [ "viewer" ]
  } ],
  "permissions" : [ {
    "api" : "00000003-0000-0000-c000-000000000000",
    "id" : "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
    "value" : "User.Read"
  }, {
    "api" : "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    "id" : "41094075-9dad-400e-a0bd-54e686782033",
    "value" : "user_impersonation"
  } ]
}'

for tool in az jq; do
  command -v "$tool" > /dev/null || { echo "This needs $tool." >&2; exit 1; }
done
active=$(az account show --query tenantId --output tsv)
if [[ $active != "$tenant" ]]; then
  echo "You are signed in to tenant $active. Run: az login --tenant $tenant" >&2
  exit 1
fi

get() { # PATH-AND-QUERY
  az rest --method GET --uri "$graph$1" --output json
}
send() { # METHOD PATH BODY
  az rest --method "$1" --uri "$graph$2" --headers Content-Type=application/json --body "$3" \
    --output json
}
patient() { # a command, again for a while: what was just made is not known everywhere at once
  local pause
  for pause in 1 2 4 8 15 15; do
    if "$@"; then return 0; fi
    echo "waiting  $pause s" >&2
    sleep "$pause"
  done
  "$@"
}

# 1. The registration
found=$(get "$find" | jq '.value')
case $(jq length <<< "$found") in
  0)
    if [[ $known == yes ]]; then
      echo "There is no app registration with the configured client id." >&2
      exit 1
    fi
    app=$(send POST /applications "$(jq '{displayName, signInAudience}' <<< "$wanted")")
    echo "add      app registration"
    ;;
  1) app=$(jq '.[0]' <<< "$found") ;;
  *)
    echo "There are several app registrations of that name:" >&2
    jq -r '.[].appId' <<< "$found" >&2
    exit 1
    ;;
esac
object=$(jq -r .id <<< "$app")
client=$(jq -r .appId <<< "$app")

# 2. Its properties, each re-sent as a whole with what is there
# shellcheck disable=SC2016
merge='
def with($more): (. // []) as $all | $all + ($more - $all);
def put($new; same; change):
  (. // []) as $all
  | if any($all[]; same) then $all | map(if same then change else . end) else $all + [$new] end;
. as $app
| if $w.signInAudience == "AzureADMultipleOrgs" and .signInAudience == "AzureADMyOrg"
  then .signInAudience = $w.signInAudience else . end
| .identifierUris |= with(["api://" + $app.appId])
| .web |= (. // {}) | .web.redirectUris |= with($w.web) | del(.web.redirectUriSettings)
| if $w.logout != "" and (.web.logoutUrl // "") == "" then .web.logoutUrl = $w.logout else . end
| .spa |= (. // {}) | .spa.redirectUris |= with($w.spa)
| .api |= (. // {}) | .api.requestedAccessTokenVersion = 2
| reduce $w.scopes[] as $s (.; .api.oauth2PermissionScopes |=
    put($s; .value == $s.value; .isEnabled = true | .type = "User"))
| reduce $w.roles[] as $r (.; .appRoles |=
    put($r.role; .value == $r.role.value or (.value | IN($r.otherwise[])); .isEnabled = true))
| if $w.groups and (.groupMembershipClaims // "None") == "None"
  then .groupMembershipClaims = "SecurityGroup" else . end
| reduce $w.permissions[] as $p (.; .requiredResourceAccess |=
    put({resourceAppId: $p.api, resourceAccess: [{id: $p.id, type: "Scope"}]};
      .resourceAppId == $p.api;
      if any(.resourceAccess[]; .id == $p.id) then .
      else .resourceAccess += [{id: $p.id, type: "Scope"}] end))
'
cli='
.api as $api
| ($api.oauth2PermissionScopes[] | select(.value == $w.scopes[0].value) | .id) as $id
| .api.preAuthorizedApplications |=
    ((. // []) as $all
    | if any($all[]; .appId == $w.cli)
      then $all | map(if .appId == $w.cli
        then .delegatedPermissionIds |= (. + ([$id] - .)) else . end)
      else $all + [{appId: $w.cli, delegatedPermissionIds: [$id]}] end)
'
change() { # NAME JQ-PROGRAM: sends the members that the program changes
  local changed body
  changed=$(jq --argjson w "$wanted" "$2" <<< "$app")
  body=$(jq -n --argjson a "$app" --argjson b "$changed" '
    $a | del(.web.redirectUriSettings) as $a
    | $b | with_entries(select(.value != $a[.key]))')
  if [[ $(jq length <<< "$body") == 0 ]]; then
    echo "keep     $1"
    return
  fi
  patient send PATCH "/applications/$object" "$body"
  app=$changed
  echo "add      $1: $(jq -r 'keys | join(", ")' <<< "$body")"
}
change "properties" "$merge"
change "Azure CLI" "$cli"

# 3. Its service principal
principals=$(get "/servicePrincipals?%24filter=appId%20eq%20'$client'" | jq '.value')
if [[ $(jq length <<< "$principals") == 0 ]]; then
  principal=$(patient send POST /servicePrincipals "{\"appId\": \"$client\"}" | jq -r .id)
  echo "add      service principal"
else
  principal=$(jq -r '.[0].id' <<< "$principals")
  echo "keep     service principal"
fi

identity='/servicePrincipals?%24filter=displayName%20eq%20%27id-gatehouse%27'
resource='/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse'
issuer='https://login.example/c0000000-0000-4000-8000-000000000001/v2.0'
audience='api://AzureADTokenExchange'
# 4. The managed identity that vouches for the registration
vouching=$(get "$identity" | jq -c --arg r "$resource" '[.value[]
  | select(.servicePrincipalType == "ManagedIdentity")
  | select($r == "" or any(.alternativeNames[]?; ascii_downcase == ($r | ascii_downcase)))][0]')
if [[ $vouching == null ]]; then
  echo "There is no such managed identity in this tenant." >&2
  exit 1
fi
subject=$(jq -r .id <<< "$vouching")
credentials=$(get "/applications/$object/federatedIdentityCredentials" | jq '.value')
if jq -e --arg s "$subject" --arg i "$issuer" --arg a "$audience" \
  'any(.[]; .subject == $s and .issuer == $i and any(.audiences[]; . == $a))' \
  <<< "$credentials" > /dev/null; then
  echo "keep     federated credential"
else
  patient send POST "/applications/$object/federatedIdentityCredentials" \
    "$(jq -n --arg s "$subject" --arg i "$issuer" --arg a "$audience" \
      '{name: ("gatehouse-" + $s), subject: $s, issuer: $i, audiences: [$a],
        description: "Made by gatehouse setup"}')" > /dev/null
  echo "add      federated credential"
fi

# 5. Consent for everybody in the tenant, to exactly these permissions
grants=$(get "/oauth2PermissionGrants?%24filter=clientId%20eq%20'$principal'" | jq '.value')
for api in $(jq -r '[.permissions[].api] | unique[]' <<< "$wanted"); do
  resource=$(get "/servicePrincipals?%24filter=appId%20eq%20'$api'&%24select=id" \
    | jq -r '.value[0].id // ""')
  if [[ -z $resource ]]; then
    echo "The tenant does not know the API $api." >&2
    exit 1
  fi
  scopes=$(jq --arg api "$api" '[.permissions[] | select(.api == $api) | .value]' <<< "$wanted")
  grant=$(jq --arg r "$resource" \
    '[.[] | select(.resourceId == $r and .consentType == "AllPrincipals")][0]' <<< "$grants")
  if [[ $grant == null ]]; then
    patient send POST /oauth2PermissionGrants "$(jq -n --arg c "$principal" --arg r "$resource" \
      --argjson s "$scopes" '{clientId: $c, consentType: "AllPrincipals", resourceId: $r,
        scope: ($s | join(" "))}')" > /dev/null
    echo "add      consent to $api"
    continue
  fi
  held=$(jq '.scope | split(" ") | map(select(. != ""))' <<< "$grant")
  if [[ $(jq -n --argjson h "$held" --argjson s "$scopes" '$s - $h | length') == 0 ]]; then
    echo "keep     consent to $api"
  else
    patient send PATCH "/oauth2PermissionGrants/$(jq -r .id <<< "$grant")" \
      "$(jq -n --argjson h "$held" --argjson s "$scopes" '{scope: ($h + ($s - $h) | join(" "))}')"
    echo "add      consent to $api"
  fi
done

echo
echo "entra.client: $client"

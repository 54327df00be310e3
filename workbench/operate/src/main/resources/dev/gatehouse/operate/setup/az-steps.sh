
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

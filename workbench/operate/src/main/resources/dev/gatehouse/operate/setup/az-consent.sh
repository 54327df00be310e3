
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


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

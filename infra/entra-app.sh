#!/bin/sh
# The Entra app by Azure CLI: infra/entra-app.json in your tenant. Run again, it sets everything to what the file says.
#   sh infra/entra-app.sh create bot.example.com        register or update the app; prints its two ids
#   sh infra/entra-app.sh secret                        a client secret for a year; prints it once
#   sh infra/entra-app.sh identity <principal id>       a managed identity as the app's credential instead
#   sh infra/entra-app.sh consent                       the admin's yes for everybody (an admin runs it)
# APP_ID names the app where there are several of that name.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
graph=https://graph.microsoft.com/v1.0
name='Appointment Link'

found() { [ -n "${APP_ID:-}" ] && echo "$APP_ID" || az ad app list --filter "displayName eq '$name'" --query '[0].appId' --output tsv; }

# The file with its blanks filled, less what cannot be changed. Entra pre-authorises clients for a scope only once it is
# there: the first of two requests is without them.
body() { # app id, host, with or without clients
    python3 - "$here/entra-app.json" "$@" <<'END'
import json, pathlib, sys
file, app_id, host, clients = sys.argv[1:]
text = pathlib.Path(file).read_text("utf-8")
app = json.loads(text.replace("${{AAD_APP_CLIENT_ID}}", app_id).replace("${{PUBLIC_HOST}}", host))
del app["id"], app["appId"]
if clients == "without":
    app["api"]["preAuthorizedApplications"] = []
print(json.dumps(app))
END
}

create() { # host
    app=$(found)
    [ -n "$app" ] || app=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
    object=$(az ad app show --id "$app" --query id --output tsv)
    file=$(mktemp)
    trap 'rm -f "$file"' EXIT
    for clients in without with; do
        body "$app" "$1" $clients >"$file"
        az rest --method PATCH --url "$graph/applications/$object" --headers Content-Type=application/json --body "@$file" --output none
    done
    az ad sp show --id "$app" --output none 2>/dev/null || az ad sp create --id "$app" --output none
    echo "MicrosoftAppId=$app"
    echo "MicrosoftAppTenantId=$(az account show --query tenantId --output tsv)"
}

identity() { # principal id of the managed identity
    tenant=$(az account show --query tenantId --output tsv)
    az ad app federated-credential create --id "$(found)" --output none --parameters "{
        \"name\": \"bot\", \"subject\": \"$1\", \"audiences\": [\"api://AzureADTokenExchange\"],
        \"issuer\": \"https://login.microsoftonline.com/$tenant/v2.0\"}"
}

secret() { # beside those that are there: the running bot still needs its own
    echo "MicrosoftAppPassword=$(az ad app credential reset --id "$(found)" --append --display-name bot --years 1 --query password --output tsv)"
}

case ${1:-} in
    create) create "${2:?which host, as in bot.example.com}" ;;
    secret) secret ;;
    identity) identity "${2:?which principal id}" ;;
    consent) az ad app permission admin-consent --id "$(found)" ;;
    *) sed -n '2,7s/^# *//p' "$0" >&2; exit 2 ;;
esac

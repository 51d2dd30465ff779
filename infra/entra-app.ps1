# The Entra app by Microsoft Graph PowerShell: infra/entra-app.json in your tenant. Run again, it sets everything to what
# the file says.
#   ./infra/entra-app.ps1 -PublicHost bot.example.com              register or update the app; prints its two ids
#   ./infra/entra-app.ps1 -PublicHost bot.example.com -Secret      and a client secret for a year, printed once
#   ./infra/entra-app.ps1 -PublicHost bot.example.com -Identity <principal id>   or a managed identity as its credential
# The admin's yes for everybody: the link that it prints, opened by an admin.
#Requires -Modules Microsoft.Graph.Authentication
param(
    [Parameter(Mandatory)] [string] $PublicHost,
    [string] $AppId,
    [switch] $Secret,
    [string] $Identity
)
$ErrorActionPreference = 'Stop'
$graph = 'https://graph.microsoft.com/v1.0'
$name = 'Appointment Link'

function Send($method, $path, $body) {
    $request = @{ Method = $method; Uri = "$graph/$path"; OutputType = 'PSObject' }
    if ($body) { $request.Body = ($body | ConvertTo-Json -Depth 9); $request.ContentType = 'application/json' }
    Invoke-MgGraphRequest @request
}

Connect-MgGraph -Scopes Application.ReadWrite.All -NoWelcome
$tenant = (Get-MgContext).TenantId

$filter = if ($AppId) { "appId eq '$AppId'" } else { "displayName eq '$name'" }
$app = (Send GET "applications?`$filter=$([uri]::EscapeDataString($filter))").value | Select-Object -First 1
if (-not $app) { $app = Send POST 'applications' @{ displayName = $name; signInAudience = 'AzureADMyOrg' } }

# The file with its blanks filled, less what cannot be changed. Entra pre-authorises clients for a scope only once it is
# there: the first of two requests is without them.
$text = Get-Content -Raw (Join-Path $PSScriptRoot 'entra-app.json')
$wanted = $text.Replace('${{AAD_APP_CLIENT_ID}}', $app.appId).Replace('${{PUBLIC_HOST}}', $PublicHost) | ConvertFrom-Json
$wanted.PSObject.Properties.Remove('id')
$wanted.PSObject.Properties.Remove('appId')
$clients = $wanted.api.preAuthorizedApplications
$wanted.api.preAuthorizedApplications = @()
Send PATCH "applications/$($app.id)" $wanted
$wanted.api.preAuthorizedApplications = $clients
Send PATCH "applications/$($app.id)" $wanted

$principals = (Send GET "servicePrincipals?`$filter=$([uri]::EscapeDataString("appId eq '$($app.appId)'"))").value
if (-not $principals) { $null = Send POST 'servicePrincipals' @{ appId = $app.appId } }

if ($Identity) {
    $null = Send POST "applications/$($app.id)/federatedIdentityCredentials" @{
        name = 'bot'; subject = $Identity; audiences = @('api://AzureADTokenExchange')
        issuer = "https://login.microsoftonline.com/$tenant/v2.0"
    }
}

"MicrosoftAppId=$($app.appId)"
"MicrosoftAppTenantId=$tenant"
if ($Secret) {
    # Beside those that are there: the running bot still needs its own.
    $credential = @{ displayName = 'bot'; endDateTime = (Get-Date).AddYears(1).ToUniversalTime().ToString('o') }
    $made = Send POST "applications/$($app.id)/addPassword" @{ passwordCredential = $credential }
    "MicrosoftAppPassword=$($made.secretText)"
}
"https://login.microsoftonline.com/$tenant/adminconsent?client_id=$($app.appId)"

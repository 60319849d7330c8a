# shellcheck shell=bash
# The .NET SDK that global.json asks for. It is the one thing that the set-up does not install.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

check_dotnet() {
    local advice=('Install the .NET SDK 10 from https://dot.net (or your package manager: dotnet-sdk-10.0), then run this again.')
    have dotnet || die 'the .NET SDK is missing.' "${advice[@]}"
    if ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
        die "the .NET SDK 10 is missing; there is: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ')" "${advice[@]}"
    fi
}

# shellcheck shell=bash
# Real packages or stand-ins? The configured NuGet source decides, once per set of versions (eng/standins/README.md).

use_marker=$root/eng/standins/.use

using_standins() { [[ -f $use_marker ]]; }

# "id version" of each package that has a stand-in, as Directory.Packages.props pins it.
pinned_standin_packages() {
    local project
    for project in "$root"/eng/standins/*/*.csproj; do
        pinned "$(basename -- "$project" .csproj)"
    done
}
pinned() { sed -n "s/.*PackageVersion Include=\"$1\" Version=\"\([^\"]*\)\".*/$1 \1/p" "$root/Directory.Packages.props"; }

# Asks by restoring, so that the question goes through the same sources, credentials and proxies as the build.
# PackageDownload takes the package alone, without what it depends on.
source_has() {
    local dir=$1 id version
    mkdir -p "$dir"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
        while read -r id version; do
            printf '<PackageDownload Include="%s" Version="[%s]" />\n' "$id" "$version"
        done
        echo '</ItemGroup></Project>'
    } >"$dir/ask.csproj"
    # An empty Directory.*.props keeps the repository's own from taking part.
    echo '<Project />' | tee "$dir/Directory.Build.props" "$dir/Directory.Build.targets" >"$dir/Directory.Packages.props"
    MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en \
        dotnet restore "$dir/ask.csproj" --disable-build-servers -v quiet >"$dir/answer" 2>&1 </dev/null 9>&-
}

decide_standins() {
    local pins key
    pins=$(pinned_standin_packages)
    key=$(printf '%s' "$pins" | cat - "$HOME/.nuget/NuGet/NuGet.Config" "$root"/[Nn]u[Gg]et.[Cc]onfig 2>/dev/null | sha256sum | cut -c1-32 || true)
    if stamped registry "full $key"; then
        rm -f -- "$use_marker"
    elif stamped registry "restricted $key"; then
        [[ -f $use_marker ]] || : >"$use_marker"
    else
        ask_registry "$pins" "$key"
    fi
}

ask_registry() {
    local pins=$1 key=$2 dir=$tools/ask
    say 'asking the NuGet source for the real packages'
    if source_has "$dir" <<<"$pins"; then
        rm -f -- "$use_marker"
        stamp registry "full $key"
        done_line 'it has them all'
        return
    fi

    # A source that cannot be reached, or that asks for a password, lacks everything: that is no decision. So it has to
    # say "not found" (these two codes, in any language), and to have a package that every source has.
    cp -- "$dir/answer" "$dir/missing"
    if ! grep -qE 'NU110[12]' "$dir/missing" || ! source_has "$dir" <<<"$(pinned Npgsql)"; then
        die "the NuGet source does not answer: $(grep -m1 error "$dir/answer" || true)" \
            'Check "dotnet nuget list source" and the network, then run this again.'
    fi
    : >"$use_marker"
    stamp registry "restricted $key"
    done_line 'it lacks some of them, so stand-ins are used (which: eng/.tools/ask/missing; why: eng/standins/README.md)'
}

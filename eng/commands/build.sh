# shellcheck shell=bash
# Building, only when something changed: a check over the file times costs milliseconds, MSBuild seconds.

artifacts=$root/artifacts
cli=$artifacts/bin/Julie.Cli/release/julie.dll
apphost=$artifacts/bin/Julie.AppHost/release/Julie.AppHost.dll

build_product() { build_if_changed product "$root/eng/Product.slnf" "$cli" "$apphost"; }
build_all() { build_if_changed all "$root/Julie.Distributed.sln"; }

# build_if_changed NAME SOLUTION OUTPUT...
build_if_changed() {
    local name=$1 solution=$2 output
    local built=$artifacts/.built-$name
    shift 2
    for output in "$@"; do
        [[ -f $output ]] || rm -f -- "$built"
    done
    [[ -f $built ]] && ! changed_since "$built" && return

    say "building${first_build_hint-}"
    mkdir -p "$artifacts"
    # The time before the build: what is edited meanwhile makes the next one.
    touch "$artifacts/.building-$name"
    run_logged "build-$name" build_once "$solution" || die 'the build failed.' 'What the compiler said is above.'
    mv -f -- "$artifacts/.building-$name" "$built"
    done_line "built in $SECONDS s"
}

# Without build servers, which would outlive this script and hold memory that the services want.
build_once() {
    local SECONDS=0
    MSBUILDDISABLENODEREUSE=1 dotnet build "$1" -c Release -v quiet -nologo --disable-build-servers 9>&-
}

# Directories too: a deleted or renamed file changes only the time of its folder.
changed_since() {
    local newer
    newer=$(find "$root" -mindepth 1 \( -name .git -o -name bin -o -name obj -o -name node_modules -o -name TestResults \
        -o -path "$root/artifacts" -o -path "$root/.julie" -o -path "${JULIE_HOME:-$root/.julie}" -o -path "$root/eng/.tools" \
        -o -path "$root/docs" -o -name '*.md' \) -prune -o -newer "$1" -print -quit)
    [[ -n $newer ]]
}

# shellcheck shell=bash
# Building, only when something changed: a check over the file times costs milliseconds, MSBuild seconds.

artifacts=$root/artifacts
cli=$artifacts/bin/Julie.Cli/release/julie.dll
apphost=$artifacts/bin/Julie.AppHost/release/Julie.AppHost.dll

# Tests and benchmarks are no part of the product: editing them does not make it older.
build_product() {
    build_if_changed product "$root/eng/Product.slnf" "$root/tests" "$root/bench" "$root/models/training" "$root/models/encoder" "$root/models/export"
}

build_all() {
    build_if_changed all "$root/Julie.Distributed.sln"
    cp --preserve=timestamps -- "$artifacts/.built-all" "$artifacts/.built-product"
}

# build_if_changed NAME SOLUTION UNWATCHED-FOLDER...
build_if_changed() {
    local name=$1 solution=$2 built=$artifacts/.built-$1
    shift 2
    [[ -f $cli && -f $apphost ]] || rm -f -- "$built"
    if [[ -f $built ]]; then
        changed_since "$built" "$@" || return 0
        say 'building what changed'
    else
        say 'building; the first time takes a minute or two'
    fi

    local started=$SECONDS
    mkdir -p "$artifacts"
    # The time before the build: what is edited meanwhile makes the next one.
    touch "$artifacts/.building-$name"
    run_logged "build-$name" build_once "$solution" || die 'the build failed.' 'What the compiler said is above.'
    mv -f -- "$artifacts/.building-$name" "$built"
    done_line "built in $((SECONDS - started)) s"
}

# services_built_since FILE: a running installation keeps what it was started with.
services_built_since() {
    [[ -n $(find "$artifacts"/bin/Julie.{AppHost,Ingest,EmbedWorker,QueryApi} -name '*.dll' -newer "$1" -print -quit) ]]
}

# Without build servers, which would outlive this script and hold memory that the services want.
build_once() {
    MSBUILDDISABLENODEREUSE=1 dotnet build "$1" -c Release -v quiet -nologo --disable-build-servers 9>&-
}

# changed_since FILE UNWATCHED-FOLDER... Directories count too: a deleted or renamed file changes only the time of its folder.
changed_since() {
    local newer built=$1 unwatched=() folder
    shift
    for folder in "$artifacts" "$root/.julie" "${JULIE_HOME:-$root/.julie}" "$tools" "$root/docs" "$@"; do
        unwatched+=(-o -path "$folder")
    done
    newer=$(find "$root" -mindepth 1 \( -name .git -o -name bin -o -name obj -o -name node_modules -o -name TestResults \
        -o -name '*.md' "${unwatched[@]}" \) -prune -o -newer "$built" -print -quit)
    [[ -n $newer ]]
}

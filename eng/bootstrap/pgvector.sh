# shellcheck shell=bash
# pgvector for the machine's PostgreSQL: Debian's package where it is new enough, else built from the source
# package of a newer Debian release, whose address is the machine's own mirror.

prepare_pgvector() {
    local major
    major=$(postgres_major) || die 'PostgreSQL is missing although it was installed.' 'Is /usr/lib/postgresql there?'
    new_enough "$(installed_pgvector "$major")" && return

    local package=postgresql-$major-pgvector
    am_root || die "pgvector $pgvector_minimum or newer is missing for PostgreSQL $major." \
        "As root: ./julie setup, or install $package"
    have_apt || die "pgvector $pgvector_minimum or newer is missing for PostgreSQL $major." 'See its installation notes, then run this again.'
    refresh_package_lists
    if new_enough "$(LC_ALL=C apt-cache policy "$package" | sed -n 's/^  Candidate: //p' | sed 's/(none)//')"; then
        apt_install pgvector "$package"
    else
        build_pgvector "$major"
    fi
    new_enough "$(installed_pgvector "$major")" || die "pgvector for PostgreSQL $major is still too old."
}

installed_pgvector() {
    sed -n "s/^default_version *= *'\(.*\)'/\1/p" "/usr/share/postgresql/$1/extension/vector.control" 2>/dev/null || true
}

new_enough() { [[ -n $1 && $(printf '%s\n' "$pgvector_minimum" "$1" | sort -V | head -1) == "$pgvector_minimum" ]]; }

build_pgvector() {
    local major=$1 mirror missing=() package
    mirror=$(debian_mirror) || die 'the address of the Debian mirror could not be read from the apt sources.' \
        "Install pgvector $pgvector_minimum for PostgreSQL $major by hand, then run this again."
    for package in "postgresql-server-dev-$major" build-essential dpkg-dev; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] || apt_install 'what builds pgvector' "${missing[@]}"

    say "building pgvector for PostgreSQL $major from Debian's source package"
    rm -rf -- "$tools/pgvector"
    mkdir -p "$tools/pgvector/lists/partial" "$tools/pgvector/cache"
    fetch_pgvector_source "$tools/pgvector" "$mirror"
    local source
    source=$(find "$tools/pgvector" -maxdepth 1 -type d -name 'pgvector-*' -print -quit)
    # OPTFLAGS: pgvector picks the CPU's instructions at run time, and an image made here may run elsewhere.
    # with_llvm: its JIT bitcode would need clang.
    local target options=(OPTFLAGS= with_llvm=no "PG_CONFIG=/usr/lib/postgresql/$major/bin/pg_config")
    for target in all install; do
        run_logged "pgvector-$target" make -C "$source" -j2 "$target" "${options[@]}" ||
            die 'pgvector could not be built.' 'What make said is above.'
    done
    rm -rf -- "$tools/pgvector"
    done_line "pgvector $(installed_pgvector "$major")"
}

# The machine's own sources name the mirror; the package lists of this suite alone, in folders of their own.
debian_mirror() {
    [[ $(distribution) == debian ]] || return 1
    # shellcheck disable=SC2016 # apt-get's own placeholders
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(SITE)' 'Created-By: Packages' |
        awk -v release="$(codename)" '$1 == release && $2 == "main" { print $3; found = 1; exit } END { exit !found }'
}

fetch_pgvector_source() {
    local dir=$1 mirror=$2 keyring=/usr/share/keyrings/debian-archive-keyring.gpg signed=
    [[ -f $keyring ]] && signed="[signed-by=$keyring] "
    printf 'deb-src %s%s %s main\n' "$signed" "$mirror" "$debian_suite_with_pgvector" >"$dir/sources.list"
    local options=(-o "Dir::Etc::sourcelist=$dir/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$dir/lists"
        -o "Dir::Cache=$dir/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3)
    run_logged pgvector-update apt-get "${options[@]}" update || no_source
    (cd "$dir" && run_logged pgvector-source apt-get "${options[@]}" source pgvector) || no_source
}
no_source() {
    die "the source package pgvector of Debian $debian_suite_with_pgvector could not be fetched." 'What apt-get said is above.'
}

# shellcheck shell=bash
# PostgreSQL with pgvector, RabbitMQ, git and ctags: as images where there is a container engine and the real
# packages, otherwise from the machine's packages. Nothing of the machine's own servers is touched.

container_engine() {
    local engine
    for engine in docker podman; do
        have "$engine" && timeout 10 "$engine" info >/dev/null 2>&1 && printf '%s' "$engine" && return
    done
    return 1
}

postgres_major() {
    local dir newest=
    for dir in /usr/lib/postgresql/*/bin/postgres; do
        [[ -x $dir ]] && newest=$(printf '%s\n' "$newest" "$(basename "${dir%/bin/postgres}")" | sort -n | tail -1)
    done
    [[ -n $newest ]] && printf '%s' "$newest"
}

have_rabbitmq() { have rabbitmq-server || [[ -x /usr/sbin/rabbitmq-server ]]; }
have_ctags() { have ctags && ctags --version 2>/dev/null | grep -q 'Universal Ctags'; }

prepare_servers() {
    local engine
    prepare_tools
    if ! using_standins && engine=$(container_engine); then
        pull_images "$engine"
    else
        prepare_local_servers
    fi
}

# What Ingest runs, wherever the servers are.
prepare_tools() {
    local missing=()
    have git || missing+=(git)
    have_ctags || missing+=(universal-ctags)
    [[ ${#missing[@]} -eq 0 ]] || apt_install 'what reads repositories' "${missing[@]}"
}

prepare_local_servers() {
    local missing=()
    postgres_major >/dev/null || missing+=(postgresql)
    have_rabbitmq || missing+=(rabbitmq-server)
    have setpriv || missing+=(util-linux)
    if [[ ${#missing[@]} -gt 0 ]]; then
        apt_install 'the servers' "${missing[@]}"
        leave_disabled postgresql rabbitmq-server
    fi
    prepare_pgvector
}

pull_images() {
    local engine=$1 image
    for image in "$pgvector_image" "$rabbitmq_image"; do
        "$engine" image inspect "$image" >/dev/null 2>&1 && continue
        say "pulling $image"
        run_logged pull "$engine" pull "$image" || die "$engine could not pull $image." 'What it said is above.'
    done
}

# shellcheck shell=bash
# The folder of a local run: private, ignored by git, kept between runs.

export JULIE_HOME=${JULIE_HOME:-$root/.julie}
[[ $JULIE_HOME == /* ]] || JULIE_HOME=$PWD/$JULIE_HOME

run_file=$JULIE_HOME/run       # "PID START-TIME ID" of the AppHost that was started last
log_file=$JULIE_HOME/logs/apphost.log
endpoints_file=$JULIE_HOME/endpoints.json

make_home() {
    (umask 077 && mkdir -p "$JULIE_HOME/logs")
    chmod 700 "$JULIE_HOME"
    make_admin_key
}

# SECURITY: 256 random bits, readable by nobody else; written whole or not at all.
make_admin_key() {
    local key=$JULIE_HOME/admin.key
    [[ -s $key ]] && return
    (umask 077 && printf 'jl_%s\n' "$(head -c 32 /dev/urandom | base64 -w0 | tr '+/' '-_' | tr -d '=')" >"$key.$$")
    mv -f -- "$key.$$" "$key"
}

# The 22nd field of stat, after the name, which may hold spaces: with it a reused process id is no mistake.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# running_apphost: its process id, if it runs.
running_apphost() {
    local pid started _
    [[ -f $run_file ]] && read -r pid started _ <"$run_file" || return 1
    [[ -n ${pid:-} && $(start_time "$pid") == "$started" && -n $started ]] || return 1
    printf '%s' "$pid"
}

# Every process of a run carries its id in its environment; PostgreSQL overwrites its own, but works in its data folder.
processes_of_run() {
    local comm
    {
        grep -lzxF "JULIE_RUN=$1" /proc/[0-9]*/environ 2>/dev/null || true
        for comm in $(grep -lx postgres /proc/[0-9]*/comm 2>/dev/null || true); do
            [[ $(readlink "${comm%comm}cwd" 2>/dev/null) != "$JULIE_HOME"/* ]] || printf '%s\n' "$comm"
        done
    } | cut -d/ -f3 | sort -un
}

# shellcheck shell=bash
# ./julie down: AppHost ends its children; whatever is left after that is ended here, and said.

cmd_down() {
    takes_nothing down "$@"
    if ! running_apphost >/dev/null && [[ -z $(leftovers) ]]; then
        say 'nothing is running'
        return
    fi
    say 'stopping'
    stop_run
    done_line 'stopped; no process is left. The index stays in '"$JULIE_HOME"
}

leftovers() {
    local id=none _
    [[ -f $run_file ]] && read -r _ _ id <"$run_file"
    processes_of_run "${id:-none}"
}

stop_run() {
    local pid
    if pid=$(running_apphost); then
        kill -TERM "$pid" 2>/dev/null || true
        wait_gone 30 "$pid" || {
            note 'AppHost does not end by itself; killing it'
            kill -KILL "$pid" 2>/dev/null || true
        }
    fi
    stop_leftovers
    rm -f -- "$endpoints_file" "$run_file"
}

# Children that lose AppHost end by themselves within moments; only then are they killed.
stop_leftovers() {
    local left i
    for i in {1..25}; do
        left=$(leftovers)
        [[ -n $left ]] || return 0
        sleep 0.2
    done
    while read -r i; do
        note "killing $i: $(tr '\0' ' ' <"/proc/$i/cmdline" 2>/dev/null | cut -c1-100)"
        kill -KILL "$i" 2>/dev/null || true
    done <<<"$left"
    sleep 0.5
    left=$(leftovers)
    [[ -z $left ]] || die "these processes cannot be ended: $(paste -sd' ' <<<"$left")"
}

# wait_gone SECONDS PID
wait_gone() {
    local tries=$(($1 * 10))
    while [[ -d /proc/$2 ]]; do
        ((tries-- > 0)) || return 1
        sleep 0.1
    done
}

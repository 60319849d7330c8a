# shellcheck shell=bash
# ./julie up: everything from nothing to a search.

cmd_up() {
    local detach=no replicas='' repositories=()
    while [[ $# -gt 0 ]]; do
        case $1 in
            --detach | -d) detach=yes ;;
            --replicas) (($# > 1)) || usage_error '--replicas wants a number from 1 to 99' && replicas=$2 && shift ;;
            --replicas=*) replicas=${1#*=} ;;
            --help | -h) usage && return ;;
            --) shift && repositories+=("$@") && break ;;
            -*) usage_error "up has no option $1" ;;
            *) repositories+=("$1") ;;
        esac
        shift
    done
    [[ -z $replicas || $replicas =~ ^[1-9][0-9]?$ ]] || usage_error "--replicas wants a number from 1 to 99, not: $replicas"

    take_lock
    set_up
    build_product
    make_home
    local started=no status=0
    if running_apphost >/dev/null && [[ -f $endpoints_file ]]; then
        say 'already running; using that'
        ! services_built_since "$run_file" || say 'it is older than what is built now: ./julie down, then ./julie up, runs that'
    else
        start_apphost "$replicas"
        started=yes
    fi
    drop_lock
    [[ $started == no || $detach == yes ]] || trap interrupted INT TERM HUP

    index_and_search ${repositories[@]+"${repositories[@]}"} || status=$?
    print_addresses
    [[ $started == no || $detach == yes ]] || stay
    return "$status"
}

start_apphost() {
    local replicas=$1 id pid
    stop_leftovers
    rm -f -- "$endpoints_file"
    say 'starting'
    id=$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')
    (
        cd "$root" || exit
        export JULIE_RUN=$id
        # A developer's own paths may be indexed here; the services themselves refuse them unless told so.
        export Julie__Ingest__AllowLocalPaths=true
        [[ -z $replicas ]] || export Julie__EmbedWorker__Replicas=$replicas
        exec setsid dotnet "$apphost" >"$log_file" 2>&1 </dev/null 9>&-
    ) &
    pid=$!
    disown
    printf '%s %s %s\n' "$pid" "$(start_time "$pid")" "$id" >"$run_file"
    trap interrupted INT TERM HUP
    wait_until_ready "$pid"
    trap - INT TERM HUP
}

interrupted() {
    trap '' INT TERM HUP # a second Ctrl-C would leave half of it running
    echo >&2
    say 'stopping'
    stop_run
    done_line 'stopped'
    exit 130
}

# Shows what becomes healthy until AppHost has written the addresses, which it does when everything is.
wait_until_ready() {
    local pid=$1 deadline=$((SECONDS + ${JULIE_START_TIMEOUT:-300}))
    shown=0
    until [[ -f $endpoints_file ]]; do
        show_progress
        [[ -d /proc/$pid ]] || start_failed 'AppHost ended while it was starting.'
        [[ -z $(not_right 'exit code [1-9]|FailedToStart') ]] || start_failed 'a part of it ended while it was starting.'
        ((SECONDS < deadline)) || start_failed 'not everything became healthy in time.'
        sleep 0.2
    done
    show_progress
    done_line 'everything is healthy'
}

# AppHost writes "[julie] NAME STATE" for each change; of interest is what is up, and what ended badly.
states() { sed -n 's/^\[julie\] //p' "$log_file" 2>/dev/null || true; }

show_progress() {
    local lines
    lines=$(states | { grep -E 'running, healthy|exit code [1-9]|FailedToStart' || true; } | awk '!seen[$0]++')
    tail -n "+$((shown + 1))" <<<"$lines" | sed '/^$/d; s/^/      /; s/running, healthy/up/' >&2
    shown=$(grep -c . <<<"$lines" || true)
}

# The names of the parts whose last state is like this.
not_right() { states | awk '{ state[$1] = $0 } END { for (name in state) print state[name] }' | grep -E -- "$1" | cut -d' ' -f1 || true; }

start_failed() {
    local name culprits log
    culprits=$(not_right 'exit code [1-9]|FailedToStart')
    [[ -n $culprits ]] || culprits=$(not_right 'unhealthy|Starting')
    show_tail "$log_file" 8
    for name in $culprits; do
        log=$JULIE_HOME/.aspire/logs/$name.log
        [[ ! -s $log ]] || show_tail "$log" 20
    done
    stop_run
    die "$1" "The whole logs: $log_file${culprits:+ and $JULIE_HOME/.aspire/logs/}"
}

# Without the frames of stack traces: they push the message that they belong to out of sight.
show_tail() {
    note "the last lines of ${1##*/}:"
    sed -E '/^ +(at |--- End of )/d' -- "$1" | tail -n "$2" | cut -c1-300 | sed 's/^/        /' >&2
}

index_and_search() {
    local query='where does the program start'
    if [[ $# -eq 0 && -e $root/.git ]]; then
        set -- "$root"
        query='where are embed jobs published'
    elif [[ $# -eq 0 ]]; then
        note "$root is no Git repository, so there is nothing to index yet: ./julie index PATH|URL"
        return
    fi
    say "indexing $*"
    # What runs keeps running: the failure is of one repository, and what is up helps to see why.
    if ! dotnet "$cli" index --wait "$@"; then
        note "not everything was indexed: what failed is above; the log is $log_file"
        return 1
    fi
    say "an example: ./julie search \"$query\""
    dotnet "$cli" search --heading --limit 3 "$query" || note 'the example search found nothing'
}

# address NAME: from the flat {"NAME": "http://..."} that AppHost writes.
address() { grep -oE "\"$1\" *: *\"[^\"]*\"" "$endpoints_file" | head -1 | cut -d'"' -f4; }

print_addresses() {
    local api dashboard sign_in=''
    api=$(address queryApi)
    # SECURITY: a link that signs in, for a person at a terminal only; what is redirected may end in somebody's log.
    [[ ! -t 2 ]] || sign_in="#key=$(<"$JULIE_HOME/admin.key")"
    dashboard=$(address dashboard)
    cat >&2 <<TEXT

      search page   ${bold}${api%/}/$sign_in${plain}
      API           ${api%/}/api/search?q=...
      dashboard     ${dashboard:-(none)}
      key           $JULIE_HOME/admin.key (the page asks for it once; ./julie reads it by itself)

TEXT
}

stay() {
    local pid
    pid=$(running_apphost) || die 'AppHost is gone.' "The log: $log_file"
    say 'running; Ctrl-C stops everything'
    while [[ -d /proc/$pid ]]; do
        sleep 1 &
        wait $! || true # a signal ends the waiting at once
    done
    start_failed 'AppHost ended by itself.'
}

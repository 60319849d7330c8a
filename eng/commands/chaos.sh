# shellcheck shell=bash
# ./julie chaos, ./julie fuzz and ./julie permissions: the laws under faults, hostile input and strangers, at length. ./julie test holds a short run
# of the first and some of the others.

chaos_usage() {
    cat <<'TEXT'
  ./julie chaos [--seed N] [--pushes N] [--repositories N] [--faults N] [--keep]
        Pushes to many repositories while processes and servers are killed, stopped and restarted, and webhooks are lost, repeated,
        reordered and forged; afterwards the index is compared with a fresh one. Default: 1000 pushes, 50 repositories, 120 faults.
  ./julie fuzz [--seed N] [--inputs N] [--keep]
        Webhook requests and repositories that are made to do harm. Default: 100000 requests.
  ./julie permissions [--seed N] [--cases N]
        Random questions of random callers to every endpoint, against a reference that knows what each may read. Default: 10000 questions.
  The same seed makes the same plan. --keep leaves databases, remotes and logs in the temporary folder for a look.
TEXT
}

cmd_chaos() {
    export JULIE_CHAOS_PUSHES=1000 JULIE_CHAOS_REPOSITORIES=50 JULIE_CHAOS_FAULTS=120
    long_run Julie.Chaos.Tests --filter-class '*.ChaosTests' "$@"
}

cmd_fuzz() {
    export JULIE_FUZZ_INPUTS=100000
    long_run Julie.Chaos.Tests --filter-class '*.Fuzz.*' "$@"
}

cmd_permissions() {
    export JULIE_PERMISSION_CASES=10000
    long_run Julie.QueryApi.Tests --filter-method '*AnyCaller_AnyQuestion*' "$@"
}

# long_run TEST-PROJECT FILTER-OPTION FILTER [OPTION...]
long_run() {
    local project=$1 filter=("$2" "$3") variable rc=0
    shift 3
    while [[ $# -gt 0 ]]; do
        case $1 in
            --seed)
                variable=JULIE_CHAOS_SEED
                [[ $project == Julie.Chaos.Tests ]] || variable=JULIE_PERMISSION_SEED
                ;;
            --cases) variable=JULIE_PERMISSION_CASES ;;
            --pushes) variable=JULIE_CHAOS_PUSHES ;;
            --repositories) variable=JULIE_CHAOS_REPOSITORIES ;;
            --faults) variable=JULIE_CHAOS_FAULTS ;;
            --inputs) variable=JULIE_FUZZ_INPUTS ;;
            --keep)
                export JULIE_CHAOS_KEEP=1
                shift
                continue
                ;;
            --help | -h) chaos_usage && return ;;
            *) usage_error "there is no option $1 here; see ./julie chaos --help" ;;
        esac
        [[ ${2:-} =~ ^[1-9][0-9]{0,8}$ ]] || usage_error "$1 wants a number, not: ${2:-}"
        export "$variable=$2"
        shift 2
    done

    take_lock
    set_up
    prepare_test_tools
    build_all
    drop_lock
    JULIE_CHAOS_REPORT=$(mktemp)
    JULIE_PERMISSION_REPORT=$JULIE_CHAOS_REPORT
    export JULIE_CHAOS_REPORT JULIE_PERMISSION_REPORT TESTINGPLATFORM_TELEMETRY_OPTOUT=1
    dotnet exec "$artifacts/bin/$project/release/$project.dll" --no-progress "${filter[@]}" </dev/null || rc=$?
    cat -- "$JULIE_CHAOS_REPORT"
    rm -f -- "$JULIE_CHAOS_REPORT"
    return "$rc"
}

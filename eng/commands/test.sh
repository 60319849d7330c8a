# shellcheck shell=bash
# ./julie test: every test project as a process of its own, counted from the reports that they write.

cmd_test() {
    case ${1:-} in
        --help | -h) usage && return ;;
        -*) usage_error "test has no option $1" ;;
    esac
    (($# < 2)) || usage_error "test takes one name, or none; the second was: $2"
    local filter=${1:-}
    take_lock
    set_up
    prepare_test_tools
    build_all
    drop_lock
    JULIE_CHROMIUM=$(find_chromium)
    export JULIE_CHROMIUM TESTINGPLATFORM_TELEMETRY_OPTOUT=1

    passed=0 failed=0 skipped=0
    reports=$artifacts/test-reports
    rm -rf -- "$reports"
    mkdir -p "$reports"
    [[ -n $filter ]] || check_shell_scripts

    local project
    for project in "$root"/tests/*/*.Tests.csproj; do
        run_test_project "$(basename -- "$project" .csproj)" "$filter"
    done
    summary
}

summary() {
    failed_tests | sort | sed "s/^/${red}failed${plain} /" >&2
    ((passed + failed > 0)) || printf '%s\n' "${red}no test ran${plain}" >&2
    printf '%s\n' "$passed passed, $failed failed, $skipped skipped"
    ((passed > 0 && failed == 0))
}

check_shell_scripts() {
    local scripts=() fragments=() file
    while IFS= read -r -d '' file; do
        [[ -f $root/$file ]] || continue
        case $(head -c 64 -- "$root/$file" | head -1 | tr -d '\0') in
            '#!'*bash | '#!'*'/sh') scripts+=("$file") ;;
            '# shellcheck shell=bash') fragments+=("$file") ;;
        esac
    done < <(git -C "$root" ls-files -z --cached --others --exclude-standard)
    say "shellcheck on $((${#scripts[@]} + ${#fragments[@]})) scripts"
    # A fragment alone cannot show who sets its variables or reads them: that is checked from the script that sources it.
    if (cd "$root" && shellcheck -x -a "${scripts[@]}" && shellcheck -e SC2154,SC2034 "${fragments[@]}") >&2; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

run_test_project() {
    local name=$1 filter=$2 arguments=() rc=0
    local assembly=$artifacts/bin/$name/release/$name.dll report=$reports/$name.xml
    [[ -z $filter ]] || arguments=(--filter-method "*$filter*")
    say "$name"
    timeout --kill-after=30 "${JULIE_TEST_TIMEOUT:-1200}" dotnet exec "$assembly" --results-directory "$reports" \
        --report-xunit --report-xunit-filename "$name.xml" --no-progress ${arguments[@]+"${arguments[@]}"} >&2 </dev/null || rc=$?
    count_report "$report" "$rc" "$name"
}

# Exit statuses of Microsoft.Testing.Platform: 0 all passed, 2 some failed, 8 none ran. With any other, or without a
# report, the process crashed: that is a failure, whatever ran before.
count_report() {
    local report=$1 rc=$2 name=$3 counted=0
    if [[ -s $report ]]; then
        counted=$(attribute failed "$report")
        passed=$((passed + $(attribute passed "$report")))
        skipped=$((skipped + $(attribute skipped "$report") + $(attribute not-run "$report")))
        failed=$((failed + counted + $(attribute errors "$report")))
    fi
    case $rc in
        0) [[ -s $report ]] || crashed "$name wrote no report" ;;
        2) ((counted + $(attribute errors "$report") > 0)) || crashed "$name says that something failed, its report does not" ;;
        8) [[ -n $filter ]] || crashed "$name has no tests" ;;
        *) crashed "$name ended with status $rc" ;;
    esac
}

crashed() {
    printf '%s\n' "${red}$1${plain}" >&2
    failed=$((failed + 1))
}

failed_tests() {
    cat -- "$reports"/*.xml 2>/dev/null | grep -o '<test [^>]*result="Fail"[^>]*>' |
        sed 's/.* name="\([^"]*\)".*/\1/; s/\\&quot;/"/g; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' || true
}

# attribute NAME REPORT: of the report's one <assembly> element, 0 if it has none. What tests print may look like another.
attribute() {
    local value
    value=$({ grep -m1 -o '<assembly [^>]*>' "$2" || true; } | head -1 | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p")
    printf '%s' "${value:-0}"
}

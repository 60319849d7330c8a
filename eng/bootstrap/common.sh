# shellcheck shell=bash
# What every step of the set-up uses: paths, progress lines, errors, stamps, the lock.

# The checkout, also when it is reached through a link.
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/eng/.tools
stamps=$tools/stamps

if [[ -t 2 && -z ${NO_COLOR:-} ]]; then
    bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
    bold='' dim='' red='' green='' plain=''
fi

# Progress goes to standard error: standard output belongs to results, such as JSON.
say() { printf '%s\n' "${bold}julie${plain} $*" >&2; }
note() { printf '%s\n' "      ${dim}$*${plain}" >&2; }
done_line() { printf '%s\n' "      ${green}done${plain} $*" >&2; }

# die WHAT-FAILED [WHAT-TO-DO...]
die() {
    printf '%s\n' "${red}julie: $1${plain}" >&2
    shift
    local line
    for line in "$@"; do
        printf '       %s\n' "$line" >&2
    done
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }
am_root() { [[ $(id -u) -eq 0 ]]; }

# A stamp says for which versions a step was done; another text means that it has to be done again.
stamped() { [[ -f $stamps/$1 && $(<"$stamps/$1") == "$2" ]]; }
stamp() {
    mkdir -p "$stamps"
    printf '%s\n' "$2" >"$stamps/$1.$$"
    mv -f -- "$stamps/$1.$$" "$stamps/$1"
}

# run_logged NAME COMMAND...: quiet while it goes well, its last lines when it does not.
run_logged() {
    local log=$tools/logs/$1.log
    shift
    mkdir -p "$tools/logs"
    "$@" >"$log" 2>&1 </dev/null && return
    local rc=$?
    tail -n 25 -- "$log" | sed 's/^/        /' >&2
    note "the whole log: $log"
    return "$rc"
}

# One set-up or build at a time in a checkout. The lock must not leak into what is started from here,
# so commands that leave processes behind run with 9>&-.
take_lock() {
    have flock || return 0 # macOS has none; two set-ups at once are then the person's to avoid
    mkdir -p "$tools"
    exec 9>"$tools/.lock"
    flock -n 9 && return
    note 'another ./julie is setting up or building here; waiting for it'
    flock 9
}
drop_lock() { exec 9>&-; }

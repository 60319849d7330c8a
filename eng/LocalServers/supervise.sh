#!/usr/bin/env bash
# Runs one command for a parent process and ends it when the parent ends, even by SIGKILL.
#
#   supervise.sh SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
#
# Standard input is a pipe that only the parent holds open: a line "stop" asks for SIGNAL, a line "kill" for SIGKILL, and
# end of file means that the parent is gone, which counts as "stop". After GRACE_SECONDS whatever is left gets SIGKILL.
# The first line of standard output is "supervised PID"; everything after it is the command's own. Exits as the command does.
#
# PR_SET_PDEATHSIG would be simpler, but the kernel clears it when the child changes its user (setpriv).
set -u
# No job control (set -m): it tells bash of children that are merely stopped, and then wait -f returns early, or spins for ever with SIGCHLD blocked and
# never learns of the child's end (bash 5.2).

signal=$1 grace=$2
shift 2
exec 3<&0 </dev/null

# Descendants that leave the process group (daemons such as epmd) are found again by this mark in their environment.
mark="$$.$RANDOM$RANDOM"
(
    # Without job control bash has what it starts with & ignore them.
    trap - INT QUIT
    export JULIE_SUPERVISED_BY="$mark"
    echo "supervised $BASHPID"
    exec 3<&-
    # It leads no process group yet, so setsid does not fork: its process id stays.
    exec setsid "$@"
) &
child=$!
# Bash announces killed jobs; those lines would be taken for the command's.
exec 2>/dev/null

descendants() {
    local pid children
    for pid in "$@"; do
        echo "$pid"
        children=$(cat /proc/"$pid"/task/*/children 2>/dev/null)
        # shellcheck disable=SC2086 # a list of numbers
        [ -z "$children" ] || descendants $children
    done
}

marked() {
    grep -alzFx "JULIE_SUPERVISED_BY=$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
}

kill_all() {
    # shellcheck disable=SC2046 # lists of numbers
    kill -KILL -- "-$child" $(descendants "$child") $(marked) 2>/dev/null
}

stopping='' killer='' interrupted=''
# shellcheck disable=SC2317 # called by the traps
stop() {
    interrupted=1
    [ -z "$stopping" ] || return
    stopping=1
    kill -s "$signal" "$child" 2>/dev/null
    (
        # Marked, so that it is found and ends with everything else.
        JULIE_SUPERVISED_BY="$mark" sleep "$grace"
        kill_all
    ) &
    killer=$!
}
trap stop USR1 TERM INT HUP
trap 'interrupted=1; kill_all' USR2

(
    trap - USR1 USR2 TERM INT HUP
    while read -r request <&3; do
        case $request in
            kill) kill -USR2 $$ ;;
            *) kill -USR1 $$ ;;
        esac
    done
    kill -USR1 $$
) &
reader=$!
exec 3<&-

# wait returns early when a trap ran; asked again, it still knows the status of a child that ended meanwhile.
while :; do
    interrupted=''
    wait "$child"
    status=$?
    [ -n "$interrupted" ] || break
done

trap '' USR1 USR2 TERM INT HUP
kill -KILL "$reader" ${killer:+"$killer"} 2>/dev/null
kill_all
exit "$status"

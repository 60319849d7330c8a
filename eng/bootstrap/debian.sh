# shellcheck shell=bash
# Packages of Debian and its kin, installed as root without starting their servers and without upgrading what is there.

have_apt() { have apt-get && have dpkg-query; }
codename() { os_release VERSION_CODENAME; }
distribution() { os_release ID; }
os_release() { sed -n "s/^$1=\"\{0,1\}\([^\"]*\).*/\1/p" /etc/os-release 2>/dev/null || true; }

# apt_install WHY PACKAGE...
apt_install() {
    local why=$1
    shift
    have_apt || die "$why is missing: $*" 'Install it with your package manager, then run this again.'
    am_root || die "$why is missing." "As root: apt-get install --no-install-recommends $*" 'Then run this again.'
    say "installing $why: $*"
    refresh_package_lists
    keep_servers_stopped
    run_logged apt-install env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends --no-upgrade \
        -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" ||
        die "apt-get could not install $*." 'What it said is above.'
    allow_servers
    done_line "$why"
}

refresh_package_lists() {
    [[ -z ${package_lists_are_fresh:-} ]] || return 0
    run_logged apt-update apt-get update -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 ||
        die 'apt-get update failed.' 'What it said is above.'
    package_lists_are_fresh=yes
}

# Debian starts a server as soon as it is installed, unless this file says no. It is put back as it was, also when
# this script is stopped; a copy that a killed run left behind is known by its second line and removed.
policy_file=/usr/sbin/policy-rc.d
policy_mark='# of ./julie setup, which removes it'

keep_servers_stopped() {
    allow_servers
    [[ ! -e $policy_file ]] || mv -- "$policy_file" "$policy_file.before-julie"
    printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" >"$policy_file"
    chmod +x "$policy_file"
    trap allow_servers EXIT
}

allow_servers() {
    am_root && [[ -f $policy_file ]] && grep -qxF "$policy_mark" "$policy_file" || return 0
    rm -f -- "$policy_file"
    [[ ! -e $policy_file.before-julie ]] || mv -- "$policy_file.before-julie" "$policy_file"
}

# Nor shall they start at the next boot: ours run as private processes.
leave_disabled() {
    [[ -d /run/systemd/system ]] || return 0
    systemctl disable --quiet "$@" 2>/dev/null || true
}

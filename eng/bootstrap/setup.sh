# shellcheck shell=bash
# Everything that a checkout needs before it can be built and run. Safe to repeat; quick when nothing is missing.

here=${BASH_SOURCE[0]%/*}
# shellcheck source=eng/bootstrap/common.sh
. "$here/common.sh"
# shellcheck source=eng/bootstrap/versions.sh
. "$here/versions.sh"
# shellcheck source=eng/bootstrap/dotnet.sh
. "$here/dotnet.sh"
# shellcheck source=eng/bootstrap/standins.sh
. "$here/standins.sh"
# shellcheck source=eng/bootstrap/npm.sh
. "$here/npm.sh"
# shellcheck source=eng/bootstrap/debian.sh
. "$here/debian.sh"
# shellcheck source=eng/bootstrap/servers.sh
. "$here/servers.sh"
# shellcheck source=eng/bootstrap/pgvector.sh
. "$here/pgvector.sh"
# shellcheck source=eng/bootstrap/testtools.sh
. "$here/testtools.sh"

# The caller holds the lock.
set_up() {
    check_dotnet
    decide_standins
    if using_standins; then
        fetch_onnxruntime
        fetch_dashboard
    fi
    prepare_servers
}

# shellcheck shell=bash
# What only the tests and the pictures need.

find_chromium() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

prepare_test_tools() {
    local missing=()
    have shellcheck || missing+=(shellcheck)
    find_chromium >/dev/null || missing+=(chromium)
    [[ ${#missing[@]} -eq 0 ]] || apt_install 'the test tools' "${missing[@]}"
}

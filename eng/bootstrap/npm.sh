# shellcheck shell=bash
# Two things that NuGet lacks on a restricted registry come from npm: ONNX Runtime and the Aspire dashboard.

# npm_unpack DIR PACKAGE VERSION SHA256 LEVELS MEMBER...: the members of the package, without their first
# LEVELS folders, become eng/.tools/DIR; all of them or nothing.
npm_unpack() {
    local name=$1 package=$2 version=$3 sha256=$4 levels=$5
    shift 5
    stamped "$name" "$package $version" && [[ -d $tools/$name ]] && return
    have npm || die "npm is missing; it fetches $package." 'Install Node.js with npm, then run this again.'
    say "fetching $package $version"

    local part=$tools/$name.part archive
    rm -rf -- "$part"
    mkdir -p "$part/out"
    (cd "$part" && run_logged "npm-$name" npm pack "$package@$version" --ignore-scripts --no-audit --no-fund) ||
        die "npm could not fetch $package@$version." 'Check "npm ping" and the network, then run this again.'
    archive=$(find "$part" -maxdepth 1 -name '*.tgz' -print -quit)
    sha256sum --check --status <<<"$sha256  $archive" ||
        die "$package@$version is not what was pinned: its SHA-256 is $(sha256sum "$archive" | cut -d' ' -f1), expected $sha256."
    tar -xzf "$archive" -C "$part/out" --strip-components="$levels" --no-same-owner "$@" ||
        die "$package@$version could not be unpacked into eng/.tools." 'Is the disk full?'
    rm -rf -- "${tools:?}/$name"
    mv -- "$part/out" "$tools/$name"
    rm -rf -- "$part"
    stamp "$name" "$package $version"
    done_line "eng/.tools/$name, $(du -sh "$tools/$name" | cut -f1)"
}

fetch_onnxruntime() {
    npm_unpack onnxruntime "$onnxruntime_npm" "$onnxruntime_npm_version" "$onnxruntime_npm_sha256" 1 \
        package/Runtime package/Plugins/Linux/x64 package/LICENSE package/ThirdPartyNotices.txt
    if [[ ${JULIE_GPU:-} == 1 ]] || { [[ -z ${JULIE_GPU:-} ]] && have nvidia-smi; }; then
        npm_unpack onnxruntime-gpu "$onnxruntime_gpu_npm" "$onnxruntime_npm_version" "$onnxruntime_gpu_npm_sha256" 4 \
            package/Plugins/Linux/x64/libonnxruntime_providers_cuda.so \
            package/Plugins/Linux/x64/libonnxruntime_providers_tensorrt.so
    fi
}

fetch_dashboard() {
    npm_unpack aspire "$dashboard_npm" "$dashboard_npm_version" "$dashboard_npm_sha256" 2 package/bin/aspire
}

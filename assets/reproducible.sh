#!/bin/sh
# assets/reproducible.sh cargo build --profile packaged --locked …: runs the command in an environment in which the same sources
# and compilers give the same bytes in any folder, and no path of this machine gets into the program. It needs unpacked
# crates, so it fetches them first. RUSTFLAGS and CFLAGS are extended, not replaced.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
mkdir -p "$target"
target=$(cd "$target" && pwd)
registry=${CARGO_HOME:-${HOME:-/root}/.cargo}/registry/src
cargo fetch --quiet --locked --manifest-path "$root/Cargo.toml"

# If two prefixes match a path, the compilers use the later one. The name of a registry's folder depends on its source.
separator=$(printf '\037')
rust=$(printf '%s' "${RUSTFLAGS:-}" | tr ' ' "$separator")
c=${CFLAGS:-}
rename() {
    from=$1
    if command -v cygpath >/dev/null; then
        from=$(cygpath --windows --absolute "$1")
    fi
    rust=$rust${rust:+$separator}--remap-path-prefix=$from=$2
    c="$c${c:+ }'-ffile-prefix-map=$from=$2'"
}
rename "$root" .
rename "$target" ./target
for crates in "$registry"/*/; do
    rename "${crates%/}" ./crates
done

export MSYS2_ENV_CONV_EXCL=CARGO_ENCODED_RUSTFLAGS # on Windows this shell would convert parts of it like paths
export CARGO_ENCODED_RUSTFLAGS="$rust" CARGO_INCREMENTAL=0 SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-0}"
# Microsoft's compiler has no such flag. There the C code in the program contains no path.
if [ "${OS:-}" != Windows_NT ]; then
    export CFLAGS="$c" CC_SHELL_ESCAPED_FLAGS=1
fi
exec "$@"

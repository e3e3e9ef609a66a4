#!/bin/sh
# Leaves of the workspace only its manifests, with an empty library and program for each crate: what cargo needs
# to build the dependencies. Run inside the image build, never in a checkout.
set -eu
[ "$(pwd)" = /src ] && [ ! -e .git ] || { echo "only for image builds" >&2; exit 1; }

find . -type f ! -name Cargo.toml ! -name Cargo.lock -delete
find . -mindepth 2 -name Cargo.toml | while read -r manifest; do
  crate=$(dirname "$manifest")
  mkdir -p "$crate/src"
  : > "$crate/src/lib.rs"
  case "$crate" in
    */domain) ;;
    ./services/*|./crates/xtask) echo 'fn main() {}' > "$crate/src/main.rs" ;;
    ./crates/proto) echo 'fn main() {}' > "$crate/build.rs" ;;
  esac
done
find . -type d -empty -delete

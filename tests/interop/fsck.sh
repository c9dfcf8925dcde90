#!/usr/bin/env bash
# fsck.sh MAKE_TEST_LOG BUILD_FOLDER: tessera's fsck, which others wrote, reads our exports.
# It knows an unsound log only by never ending, so every call has a time limit.
set -euo pipefail
make_test_log=$1
folder=$2
version=v1.0.4

if ! command -v go >/dev/null; then
  echo "Left out: Go is not installed, so tessera's fsck cannot be built."
  exit 77
fi

mkdir -p "$folder"
if [[ ! -x $folder/fsck ]]; then
  echo "Building fsck $version (Go module proxy)"
  GOBIN=$folder timeout 600 go install "github.com/transparency-dev/tessera/cmd/fsck@$version"
fi

logs=$(mktemp -d "$folder/logs.XXXXXX")
trap 'rm -rf "$logs"' EXIT
"$make_test_log" "$logs"

check() {
  timeout 60 "$folder/fsck" --storage_url "file://$1/" --public_key "$2" --ui=false
}

for key in "$logs"/*.vkey; do
  log=${key%.vkey}
  check "$log" "$key" || { echo "fsck does not accept $(basename "$log")."; exit 1; }
  echo "fsck accepts $(basename "$log")"
done

# That its yes means something: it must not say so for a changed entry.
printf 'X' | dd of="$logs/ecdsa-partial/tile/entries/000" bs=1 seek=100 conv=notrunc status=none
if timeout 5 "$folder/fsck" --storage_url "file://$logs/ecdsa-partial/" \
    --public_key "$logs/ecdsa-partial.vkey" --ui=false >/dev/null 2>&1; then
  echo "fsck accepted a changed entry."
  exit 1
fi
echo "fsck does not accept a changed entry"

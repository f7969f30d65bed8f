#!/bin/sh
# Makes the peer of bench/peers/substrings.ts in a folder outside the checkout: the command of
# https://github.com/google-research/deduplicate-text-datasets (needs git and cargo).
#
#     sh bench/peers/substrings.sh /tmp/peers-substrings
set -e
folder=${1:?folder for the peer}
test -d "$folder" || git clone -q https://github.com/google-research/deduplicate-text-datasets "$folder"
cd "$folder"
cargo build --release

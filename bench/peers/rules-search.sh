#!/bin/sh
# Makes the peer of bench/rules-search-peer.ts in a folder outside the checkout: optuna from PyPI.
#
#     sh bench/peers/rules-search.sh /tmp/peers-optuna
set -e
folder=${1:?folder for the peer}
python3 -m venv "$folder"
"$folder/bin/pip" install -q optuna numpy

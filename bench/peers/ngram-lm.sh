#!/bin/sh
# Makes the peer of bench/ngram-lm.ts in a folder outside the checkout: kenlm's Python module from PyPI, and its estimator
# lmplz built from the sources at https://github.com/kpu/kenlm (needs git, cmake, a C++ compiler and Boost).
#
#     sh bench/peers/ngram-lm.sh /tmp/peers-ngram-lm
set -e
folder=${1:?folder for the peer}
python3 -m venv "$folder"
"$folder/bin/pip" install -q kenlm
mkdir -p "$folder/src"
test -d "$folder/src/kenlm" || git clone -q https://github.com/kpu/kenlm "$folder/src/kenlm"
mkdir -p "$folder/src/kenlm/build"
cd "$folder/src/kenlm/build"
cmake .. -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DENABLE_PYTHON=OFF
make lmplz build_binary

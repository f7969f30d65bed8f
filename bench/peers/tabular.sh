#!/bin/sh
# Makes the peer of bench/tabular.ts in a folder outside the checkout: scikit-learn from PyPI; its bundled data sets are the data.
#
#     sh bench/peers/tabular.sh /tmp/peers-tabular
#     node bench/tabular.ts /tmp/peers-tabular/bin/python
set -e
folder=${1:?folder for the peer}
python3 -m venv "$folder"
"$folder/bin/pip" install -q scikit-learn

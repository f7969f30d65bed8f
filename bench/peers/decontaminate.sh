#!/bin/sh
# Makes the peer of bench/decontaminate.ts in a folder outside the checkout: datatrove from PyPI with its English word tokenizer.
#
#     sh bench/peers/decontaminate.sh /tmp/peers-decontaminate
#     node bench/decontaminate.ts /tmp/peers-decontaminate/bin/python
set -e
folder=${1:?folder for the peer}
python3 -m venv "$folder"
"$folder/bin/pip" install -q "datatrove[processing]" spacy xxhash

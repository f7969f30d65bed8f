#!/bin/sh
# Makes the originals for bench/peers/conformance.ts in a folder outside the checkout: datatrove and dolma from PyPI, the filters of
# DCLM and the signals of RedPajama from their repositories, FineWeb's filter as datatrove had it at FineWeb's first release, and
# the English model of Punkt, which NLTK would download, as the wheel of llama-index-core ships it.
#
#     sh bench/peers/conformance.sh /tmp/peers-conformance
set -e
folder=${1:?folder for the originals}
mkdir -p "$folder/src/old" "$folder/wheels"
python3 -m venv "$folder/venv"
pip="$folder/venv/bin/pip"
"$pip" install -q datatrove==0.10.1 dolma==1.0.8 "spacy<4" regex orjson tldextract ftfy fasteners unidecode retrie
# dolma pins an older NLTK that reads pickles only; its taggers for Gopher and C4 do not use NLTK.
"$pip" install -q "nltk>=3.9"
test -d "$folder/nltk_data" || {
  "$pip" download -q --no-deps --only-binary :all: -d "$folder/wheels" llama-index-core
  (cd "$folder/wheels" && unzip -q -o llama_index_core-*.whl 'llama_index/core/_static/nltk_cache/*')
  mv "$folder/wheels/llama_index/core/_static/nltk_cache" "$folder/nltk_data"
}
clone() { test -d "$folder/src/$2" || git clone -q "https://github.com/$1/$2" "$folder/src/$2"; }
clone mlfoundations dclm
clone togethercomputer RedPajama-Data
clone huggingface datatrove
git -C "$folder/src/datatrove" show 84277597^:src/datatrove/pipeline/filters/fineweb_quality_filter.py \
  > "$folder/src/old/fineweb_v1_filter.py"

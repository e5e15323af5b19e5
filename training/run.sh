#!/usr/bin/env bash
# From the public corpora and our claims to model/, by one command:
#
#     training/run.sh DATA SILVER GOLD [MINUTES [WEIGHTS]]
#
# DATA holds the corpus archives (*.tar.xz), SILVER the claims to train on (*.jsonl), GOLD reports to measure with while
# training. Two cores and 8 GB are enough; a run that was stopped goes on from its last checkpoint when called again.
# WEIGHTS (like model/) is an exported model to begin from; without it training begins from the encoder as it was published, and
# goes on for as many MINUTES again with half of the hidden units of its feed-forward layers (prune.py).
set -euo pipefail
data=$(realpath "$1") silver=$(realpath "$2") gold=$(realpath "$3") minutes=${4:-150} weights=${5:+$(realpath "$5")}
cd "$(dirname "$0")"
out=$PWD/out
mkdir -p "$out/data"
[ -x venv/bin/python ] || python3 -m venv venv
venv/bin/pip install --quiet --requirement requirements.txt
for name in ud_ewt ud_gum polnear re3d gmb_ner factuality; do
    [ -d "$out/data/$name" ] || tar -xf "$data/$name.tar.xz" -C "$out/data"
done
export HF_HUB_OFFLINE=1

# train FOLDER [OPTION…]: trains in a folder, or goes on with what is there
train() {
    local folder=$1
    shift
    [ -f "$folder/checkpoint.pt" ] && set -- --resume
    venv/bin/python train.py --data "$out/data" --silver "$silver" --gold "$gold" --out "$folder" --minutes "$minutes" "$@"
}

if [ -n "$weights" ]; then
    train "$out" --weights "$weights"
else
    if [ ! -f "$out/thin.pt" ]; then
        train "$out/whole"
        venv/bin/python prune.py --checkpoint "$out/whole/checkpoint.pt" --data "$out/data" --silver "$silver" --out "$out/thin.pt"
    fi
    train "$out" --weights "$out/thin.pt"
fi
venv/bin/python export.py --checkpoint "$out/checkpoint.pt" --data "$out/data" --silver "$silver" --out "$out"
cp "$out"/{reader.onnx,relations.onnx,labels.json,vocab.txt,lemmas.tsv,reference.json} ../model/

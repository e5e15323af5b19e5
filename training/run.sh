#!/usr/bin/env bash
# From the public corpora and our claims to model/, by one command:
#
#     training/run.sh DATA SILVER GOLD [MINUTES [WEIGHTS]]
#
# DATA holds the corpus archives (*.tar.xz), SILVER the claims to train on (*.jsonl), GOLD reports to measure with while
# training. Two cores and 8 GB are enough; a run that was stopped goes on from its last checkpoint when called again.
# WEIGHTS (like model/) is an exported model to begin from; without it training begins from the encoder as it was published.
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
begin=()
[ -n "$weights" ] && begin=(--weights "$weights")
[ -f "$out/checkpoint.pt" ] && begin=(--resume)
venv/bin/python train.py --data "$out/data" --silver "$silver" --gold "$gold" --out "$out" --minutes "$minutes" "${begin[@]}"
venv/bin/python export.py --checkpoint "$out/checkpoint.pt" --data "$out/data" --silver "$silver" --out "$out"
cp "$out"/{reader.onnx,relations.onnx,labels.json,vocab.txt,lemmas.tsv,reference.json} ../model/

"""The encoder and its heads.

In: word pieces of one window of whole sentences, the casing of each, and for every word its first and last piece.
Out, for every word: part of speech, lemma rule, sentence start, governor, mention type, speech tags, the kind of
happening anchored on it, the harm counted by it, stance, actuality, background; and for every pair of words the
scores of `PAIRS` (row: the cue or anchor, column: the word that fills the place).
"""
import torch
from torch import nn
from transformers import BertConfig, BertModel

from corpora import ACTUALITIES, MENTIONS, PAIRS, STANCES, UPOS

WIDTH, PAIR, ARC, REL = 384, 64, 192, 128
CASINGS = 4


class Mix(nn.Module):
    """A learned weighted sum of the encoder's layers, one per family of heads."""

    def __init__(self, layers):
        super().__init__()
        self.weight = nn.Parameter(torch.cat([torch.zeros(layers - 1), torch.ones(1) * 2]))

    def forward(self, layers):
        weight = self.weight.softmax(0)
        return sum(weight[i] * layer for i, layer in enumerate(layers))


class Family(nn.Module):
    """The words as one family of heads sees them: layers mixed, first and last piece joined, one hidden layer."""

    def __init__(self, layers, dropout):
        super().__init__()
        self.mix = Mix(layers)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, layers, first, last):
        h = self.mix(layers)
        w = 0.5 * (gather(h, first) + gather(h, last))
        return self.dropout(self.norm(w + nn.functional.gelu(self.hidden(w))))


def units(state):
    """The hidden units of the encoder's feed-forward layers in a model's weights (see prune.py)."""
    return len(state["encoder.encoder.layer.0.intermediate.dense.weight"])


def thinned(home, units):
    """An encoder with so many hidden units in each feed-forward layer, its weights not yet given."""
    config = BertConfig.from_pretrained(home, intermediate_size=units, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    return BertModel(config, add_pooling_layer=False)


def gather(h, index):
    return torch.gather(h, 1, index.unsqueeze(-1).expand(-1, -1, h.shape[-1]))


class Reader(nn.Module):
    def __init__(self, encoder, labels, dropout=0.15):
        super().__init__()
        self.encoder = encoder
        self.casing = nn.Embedding(CASINGS, WIDTH)
        nn.init.normal_(self.casing.weight, std=0.01)
        self.labels = labels
        layers = encoder.config.num_hidden_layers
        self.grammar = Family(layers, dropout)
        self.saying = Family(layers, dropout)
        self.happening = Family(layers, dropout)
        out = lambda n: nn.Linear(WIDTH, n)  # noqa: E731
        self.upos, self.lemma, self.start = out(len(UPOS)), out(len(labels["lemmas"])), out(1)
        self.arc_word, self.arc_head = out(ARC), out(ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_word, self.rel_head = out(REL), out(REL)
        self.rel = Relation(len(labels["rels"]))
        self.mention = out(len(MENTIONS))
        self.speech = out(9)  # source, cue, content: outside, begins, continues
        self.kind, self.kind_more = out(1 + len(labels["kinds"])), out(1)
        self.harm, self.harm_more = out(1 + len(labels["harms"])), out(1)
        self.stance, self.actuality, self.background = out(len(STANCES)), out(len(ACTUALITIES)), out(1)
        self.say_row, self.say_col = out(2 * PAIR), out(2 * PAIR)
        self.claim_row, self.claim_col = out((len(PAIRS) - 2) * PAIR), out((len(PAIRS) - 2) * PAIR)
        self.say_bias, self.claim_bias = out(2), out(len(PAIRS) - 2)

    def encode(self, pieces, casing, mask):
        e = self.encoder.embeddings
        x = e.word_embeddings(pieces) + e.token_type_embeddings.weight[0] + self.casing(casing)
        x = x + e.position_embeddings.weight[: pieces.shape[1]]
        x = e.dropout(e.LayerNorm(x))
        layers = []
        for layer in self.encoder.encoder.layer:
            x = attend(layer, x, mask)
            layers.append(x)
        return layers

    def forward(self, pieces, casing, mask, first, last, tasks):
        layers = self.encode(pieces, casing, mask)
        out = {}
        if "grammar" in tasks:
            g = self.grammar(layers, first, last)
            root = self.grammar(layers, first[:, :1] * 0, last[:, :1] * 0)
            heads = torch.cat([root, g], 1)
            out["upos"], out["lemma"], out["start"] = self.upos(g), self.lemma(g), self.start(g).squeeze(-1)
            word = nn.functional.gelu(self.arc_word(g))
            head = nn.functional.gelu(self.arc_head(heads))
            out["arcs"] = self.arc(word) @ head.transpose(1, 2) / ARC**0.5 + self.arc_bias(head).transpose(1, 2)
            out["rel_word"], out["rel_head"] = self.rel_word(g), self.rel_head(heads)
        if "names" in tasks:
            out["mention"] = self.mention(self.grammar(layers, first, last) if "grammar" not in tasks else g)
        if "speech" in tasks:
            s = self.saying(layers, first, last)
            out["speech"] = self.speech(s)
            out["say_pairs"] = pairs(self.say_row(s), self.say_col(s), self.say_bias(s))
        if "claims" in tasks:
            c = self.happening(layers, first, last)
            out["kind"], out["kind_more"] = self.kind(c), self.kind_more(c).squeeze(-1)
            out["harm"], out["harm_more"] = self.harm(c), self.harm_more(c).squeeze(-1)
            out["stance"], out["actuality"], out["background"] = self.stance(c), self.actuality(c), self.background(c).squeeze(-1)
            out["claim_pairs"] = pairs(self.claim_row(c), self.claim_col(c), self.claim_bias(c))
        return out


class Relation(nn.Module):
    """The name of an arc from the representations of its two ends: a low-rank bilinear score."""

    def __init__(self, rels):
        super().__init__()
        self.out = nn.Linear(3 * REL, rels)

    def forward(self, word, head):
        return self.out(torch.cat([word * head, nn.functional.gelu(word), nn.functional.gelu(head)], -1))


def pairs(row, col, bias):
    """Scores [batch, pair kind, row word, column word]."""
    b, w, n = row.shape
    k = n // PAIR
    row = row.view(b, w, k, PAIR).permute(0, 2, 1, 3)
    col = col.view(b, w, k, PAIR).permute(0, 2, 3, 1)
    return row @ col / PAIR**0.5 + bias.permute(0, 2, 1).unsqueeze(2)


def attend(layer, x, mask):
    """One BERT layer, written out so that training and the exported graph are the same arithmetic."""
    b, t, d = x.shape
    a = layer.attention
    heads = 12
    split = lambda y: y.view(b, t, heads, d // heads).transpose(1, 2)  # noqa: E731
    q, k, v = split(a.self.query(x)), split(a.self.key(x)), split(a.self.value(x))
    if mask is None:
        h = ((q @ k.transpose(2, 3)) * (d // heads) ** -0.5).softmax(-1) @ v
    else:
        h = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    h = h.transpose(1, 2).reshape(b, t, d)
    x = a.output.LayerNorm(a.output.dense(h) + x)
    return layer.output.LayerNorm(layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))) + x)

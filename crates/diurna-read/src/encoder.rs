//! The two graphs, run one window at a time on one core.
//!
//! In: the pieces of one window. Out: the scores of every head, as [`Table`]s. A window's scores depend on nothing but its own
//! pieces: one window a call, one thread a call, and scales fixed when the weights were written. Callers who want more cores read
//! more documents at once.

use crate::ReadError;
use crate::windows::Window;
use rten::{Model, ModelOptions, NodeId, RunError, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensorView, Tensor};
use std::sync::{Arc, Mutex};

/// Numbers in rows of equal length.
#[derive(Clone, Default, Debug)]
pub(crate) struct Table {
    columns: usize,
    numbers: Vec<f32>,
}

impl Table {
    /// Rows of `columns` numbers each.
    pub(crate) fn of(numbers: Vec<f32>, columns: usize) -> Table {
        Table { columns: columns.max(1), numbers }
    }

    /// The numbers of a row; empty for a row that is not there.
    pub(crate) fn row(&self, index: usize) -> &[f32] {
        self.numbers.get(index * self.columns..(index + 1) * self.columns).unwrap_or(&[])
    }

    /// One number; below any threshold where there is none.
    pub(crate) fn at(&self, row: usize, column: usize) -> f32 {
        self.row(row).get(column).copied().unwrap_or(f32::MIN)
    }

    /// All numbers, row after row.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// How many numbers a row has.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }
}

/// What the heads say about the words of one window; a row a word, unless said otherwise.
#[derive(Clone, Default, Debug)]
pub(crate) struct Scores {
    pub upos: Table,
    pub lemma: Table,
    /// One row: the score that a word begins a sentence.
    pub start: Table,
    /// Column 0 is the root, column `i + 1` the word `i` as governor.
    pub arcs: Table,
    pub rel_word: Table,
    /// Row 0 is the root.
    pub rel_head: Table,
    pub mention: Table,
    /// Source, cue, content: outside, begins, continues.
    pub speech: Table,
    pub kind: Table,
    /// One row: the score that a word goes on with the anchor before it.
    pub kind_more: Table,
    pub harm: Table,
    /// One row, as `kind_more`.
    pub harm_more: Table,
    pub stance: Table,
    pub actuality: Table,
    /// One row.
    pub background: Table,
    /// Source and content; the row is a word of saying.
    pub say: Pairs,
    /// Roles and links; the row is an anchor.
    pub claim: Pairs,
}

/// How well every word goes with every other, for some questions at once.
///
/// The graph gives each word a vector as a row and one as a column; their product is made here, for the few rows that are asked for.
#[derive(Clone, Default, Debug)]
pub(crate) struct Pairs {
    pub row: Table,
    pub column: Table,
    /// For every word as a column and every question.
    pub bias: Table,
}

impl Pairs {
    /// The score of one question for two words.
    pub(crate) fn at(&self, question: usize, row: usize, column: usize) -> f32 {
        let width = self.width();
        let part = question * width..(question + 1) * width;
        match (self.row.row(row).get(part.clone()), self.column.row(column).get(part)) {
            (Some(a), Some(b)) => product(a, b) / (width as f32).sqrt() + self.bias.at(column, question),
            _ => f32::MIN,
        }
    }

    /// All scores of one row: a row a question, a column a word.
    pub(crate) fn of_row(&self, row: usize) -> Table {
        let (questions, words) = (self.bias.columns(), self.bias.numbers().len() / self.bias.columns().max(1));
        let mut numbers = Vec::with_capacity(questions * words);
        for question in 0..questions {
            numbers.extend((0..words).map(|column| self.at(question, row, column)));
        }
        Table::of(numbers, words)
    }

    fn width(&self) -> usize {
        self.row.columns() / self.bias.columns().max(1)
    }
}

/// The sum of products, in eight lanes so that it is quick and always added in the same order.
fn product(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum();
    for (a, b) in a.zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

const INPUTS: [&str; 4] = ["pieces", "casing", "first", "last"];
const OUTPUTS: [&str; 21] = [
    "upos",
    "lemma",
    "start",
    "arcs",
    "rel_word",
    "rel_head",
    "mention",
    "speech",
    "kind",
    "kind_more",
    "harm",
    "harm_more",
    "stance",
    "actuality",
    "background",
    "say_row",
    "say_column",
    "say_bias",
    "claim_row",
    "claim_column",
    "claim_bias",
];

/// Both graphs, loaded.
pub(crate) struct Encoder {
    reader: Model,
    inputs: [NodeId; 4],
    outputs: Vec<NodeId>,
    relations: Model,
    relation_inputs: [NodeId; 2],
    relation_output: NodeId,
    /// One thread each, lent to a caller for the length of a document: a graph runs on the thread that it is lent.
    lanes: Mutex<Vec<Arc<ThreadPool>>>,
}

impl Encoder {
    /// Loads both graphs from the bytes of the program.
    pub(crate) fn of(reader: &'static [u8], relations: &'static [u8]) -> Result<Encoder, ReadError> {
        let reader = load(reader, "reader.onnx")?;
        let relations = load(relations, "relations.onnx")?;
        let inputs = nodes(&reader, &INPUTS, "reader.onnx")?;
        let relation_inputs = nodes(&relations, &["word", "head"], "relations.onnx")?;
        Ok(Encoder {
            inputs: [inputs[0], inputs[1], inputs[2], inputs[3]],
            outputs: nodes(&reader, &OUTPUTS, "reader.onnx")?,
            relation_inputs: [relation_inputs[0], relation_inputs[1]],
            relation_output: nodes(&relations, &["rel"], "relations.onnx")?[0],
            reader,
            relations,
            lanes: Mutex::new(Vec::new()),
        })
    }

    /// Lends a thread to `work`; as many can be lent at once as there are callers.
    pub(crate) fn with_lane<T>(&self, work: impl FnOnce(&Lane) -> T) -> T {
        let lent = self.lanes.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let pool = lent.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let lane = Lane { encoder: self, pool };
        let out = work(&lane);
        self.lanes.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(lane.pool);
        out
    }
}

/// The graphs on one lent thread.
pub(crate) struct Lane<'a> {
    encoder: &'a Encoder,
    pool: Arc<ThreadPool>,
}

impl Lane<'_> {
    /// The scores of one window. An empty window has none; nor has one that the graph refuses, which its inputs rule out.
    pub(crate) fn scores(&self, window: &Window) -> Scores {
        if window.first.is_empty() {
            return Scores::default();
        }
        self.try_scores(window).unwrap_or_default()
    }

    fn try_scores(&self, window: &Window) -> Result<Scores, RunError> {
        let encoder = self.encoder;
        let columns = [&window.pieces, &window.casing, &window.first, &window.last];
        let inputs: Vec<(NodeId, ValueOrView)> = encoder
            .inputs
            .iter()
            .zip(columns)
            .map(|(&id, column)| (id, NdTensorView::from_data([1, column.len()], column.as_slice()).into()))
            .collect();
        let outputs = encoder.reader.run(inputs, &encoder.outputs, Some(self.options()))?;
        let mut tables = outputs.into_iter().map(table);
        let mut next = || tables.next().unwrap_or_default();
        Ok(Scores {
            upos: next(),
            lemma: next(),
            start: next(),
            arcs: next(),
            rel_word: next(),
            rel_head: next(),
            mention: next(),
            speech: next(),
            kind: next(),
            kind_more: next(),
            harm: next(),
            harm_more: next(),
            stance: next(),
            actuality: next(),
            background: next(),
            say: Pairs { row: next(), column: next(), bias: next() },
            claim: Pairs { row: next(), column: next(), bias: next() },
        })
    }

    /// The scores of the names of some arcs, a row an arc; `words` and `heads` are rows of the same length, one after the other.
    pub(crate) fn relations(&self, words: &[f32], heads: &[f32], width: usize) -> Table {
        let rows = words.len() / width.max(1);
        if rows == 0 || words.len() != heads.len() {
            return Table::default();
        }
        let encoder = self.encoder;
        let inputs = vec![
            (encoder.relation_inputs[0], NdTensorView::from_data([rows, width], words).into()),
            (encoder.relation_inputs[1], NdTensorView::from_data([rows, width], heads).into()),
        ];
        match encoder.relations.run(inputs, &[encoder.relation_output], Some(self.options())) {
            Ok(outputs) => outputs.into_iter().next().map(table).unwrap_or_default(),
            Err(_) => Table::default(),
        }
    }

    fn options(&self) -> RunOptions {
        RunOptions::default().with_thread_pool(Some(self.pool.clone()))
    }
}

fn table(value: Value) -> Table {
    let Some(tensor) = value.into_tensor::<f32>() else { return Table::default() };
    let tensor: Tensor<f32> = tensor;
    let columns = tensor.shape().last().copied().unwrap_or(1);
    Table::of(tensor.into_data(), columns)
}

fn load(bytes: &'static [u8], name: &str) -> Result<Model, ReadError> {
    ModelOptions::with_all_ops()
        .prepack_weights(true)
        .load_static_slice(bytes)
        .map_err(|error| ReadError::of(name, error))
}

fn nodes(model: &Model, names: &[&str], file: &str) -> Result<Vec<NodeId>, ReadError> {
    names.iter().map(|name| model.node_id(name).map_err(|error| ReadError::of(file, error))).collect()
}

#[cfg(test)]
#[path = "encoder_tests.rs"]
mod tests;

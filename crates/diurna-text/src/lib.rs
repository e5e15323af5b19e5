//! Report to document: spans, paragraphs, sentences, tokens, noise

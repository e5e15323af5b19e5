//! What the model sees in a document: grammar, names, speech, happenings

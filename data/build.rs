//! Lists the folders whose files may be added to without touching code: in go the `.toml` files of a folder, out comes one
//! constant of (file name, text), sorted by name. It reads no text and changes none.

use std::{env, fs, io, path::Path};

/// The folders that are read whole, and the constant that each becomes.
const FOLDERS: [(&str, &str, &str); 2] = [
    ("kinds", "KINDS", "The kinds of claims, one file a kind: file name and text, sorted by name."),
    ("actors", "ACTORS", "The tables of actors and of the words for them: file name and text, sorted by name."),
];

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let mut code = String::new();
    for (folder, constant, about) in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        code.push_str(&constant_of(&Path::new(&root).join(folder), constant, about)?);
    }
    fs::write(Path::new(&out).join("folders.rs"), code)
}

/// The constant that holds a folder.
fn constant_of(folder: &Path, constant: &str, about: &str) -> io::Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            names.push(name);
        }
    }
    names.sort();
    let mut code = format!("/// {about}\npub const {constant}: &[(&str, &str)] = &[\n");
    for name in names {
        let path = folder.join(&name);
        code.push_str(&format!("    ({name:?}, include_str!({:?})),\n", path.to_string_lossy()));
    }
    code.push_str("];\n");
    Ok(code)
}

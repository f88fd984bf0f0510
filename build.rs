//! Compresses the texts of each language, the user guide and the list of licences, and embeds the resources that Windows
//! reads from an .exe: icon, version, manifest. Depends on the target system, never on the build system.

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The folder that has one folder for each language.
const LOCALES: &str = "assets/locales";
/// The user guide in each language.
const GUIDES: [&str; 2] = ["assets/help/en.md", "assets/help/ru.md"];
const LICENCES: &str = "assets/licences/libraries.txt";
const ICON: &str = "assets/windows/instance-desk.ico";
const RESOURCES: &str = "assets/windows/instance-desk.rc";
const MANIFEST: &str = "assets/windows/instance-desk.manifest";

fn main() -> Result<(), Box<dyn Error>> {
    let texts = GUIDES.into_iter().chain([LICENCES]);
    for file in texts.clone().chain(["build.rs", LOCALES, ICON, RESOURCES, MANIFEST]) {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for language in fs::read_dir(LOCALES)? {
        join_texts(&language?.path(), &out)?;
    }
    for text in texts {
        let text = Path::new(text);
        compress(&fs::read_to_string(text)?, &out.join(text.file_name().ok_or("a text has no name")?))?;
    }
    if env::var("CARGO_CFG_TARGET_OS")? == "windows" { embed(&out) } else { Ok(()) }
}

/// Joins the texts of a language for `src/ui/text/loader.rs`, which parses only the language in use.
fn join_texts(language: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let name = language.file_name().ok_or("a language has no name")?;
    let mut files = fs::read_dir(language)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.sort(); // the same sources give the same program
    let texts = files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    compress(&texts.join("\n"), &out.join(name).with_extension("ftl"))
}

/// Writes a text for `src/ui/embedded.rs`, compressed to a fifth.
fn compress(text: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = DeflateEncoder::new(fs::File::create(file)?, Compression::best());
    file.write_all(text.as_bytes())?;
    file.finish()?;
    Ok(())
}

/// Fills in the resource script and has it compiled into the program: by rc.exe, llvm-rc or windres, whichever belongs
/// to the target.
fn embed(out: &Path) -> Result<(), Box<dyn Error>> {
    // A path as a C string; rc.exe and windres accept slashes too.
    let quoted = |path: &Path| path.display().to_string().replace('\\', "/");
    let version = env::var("CARGO_PKG_VERSION")?;
    let part = |name: &str| env::var(format!("CARGO_PKG_VERSION_{name}"));
    let numbers = format!("{},{},{},0", part("MAJOR")?, part("MINOR")?, part("PATCH")?);
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let script = fs::read_to_string(RESOURCES)?
        .replace("@VERSION@", &version)
        .replace("@NUMBERS@", &numbers)
        .replace("@ICON@", &quoted(&root.join(ICON)))
        .replace("@MANIFEST@", &quoted(&root.join(MANIFEST)));
    let file = out.join("instance-desk.rc");
    fs::write(&file, script)?;
    // Into the program only: tests and benches need no icon.
    embed_resource::compile_for(file, ["instance-desk"], embed_resource::NONE).manifest_required()?;
    Ok(())
}

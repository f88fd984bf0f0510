//! Joins the texts of each language, compresses the list of licences, and embeds the resources that Windows reads from an
//! .exe: icon, version, manifest. Depends on the target system, never on the build system.

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The folder that has one folder for each language.
const LOCALES: &str = "assets/locales";
const LICENCES: &str = "assets/licences/libraries.txt";
const ICON: &str = "assets/windows/instance-desk.ico";
const RESOURCES: &str = "assets/windows/instance-desk.rc";
const MANIFEST: &str = "assets/windows/instance-desk.manifest";

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", LOCALES, LICENCES, ICON, RESOURCES, MANIFEST] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for language in fs::read_dir(LOCALES)? {
        join_texts(&language?.path(), &out)?;
    }
    compress_licences(&out)?;
    if env::var("CARGO_CFG_TARGET_OS")? == "windows" { embed(&out) } else { Ok(()) }
}

/// Writes the texts of a language into one file for `src/ui/text/loader.rs`, which parses only the language in use.
fn join_texts(language: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let name = language.file_name().ok_or("a language has no name")?;
    let mut files = fs::read_dir(language)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.sort(); // the same sources give the same program
    let texts = files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    fs::write(out.join(name).with_extension("ftl"), texts.join("\n"))?;
    Ok(())
}

/// Writes the list for `src/ui/licences.rs`, compressed to a tenth.
fn compress_licences(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = DeflateEncoder::new(fs::File::create(out.join("libraries.deflate"))?, Compression::best());
    file.write_all(&fs::read(LICENCES)?)?;
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

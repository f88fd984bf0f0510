//! Draws the icon from its SVG in the sizes that the program needs, and embeds the resources that Windows reads from an
//! .exe: icon, version, manifest. All of this depends on the target system, never on the build system.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use resvg::usvg::{Options, Tree};
use tiny_skia::{Pixmap, Transform};

const SVG: &str = "assets/icon/instance-desk.svg";
const RESOURCES: &str = "assets/windows/instance-desk.rc";
const MANIFEST: &str = "assets/windows/instance-desk.manifest";

/// Side of the window's icon, in pixels. The same number is in src/app/window.rs.
const WINDOW: u32 = 256;

/// Sizes of the Windows icon, as listed in assets/icon/README.md.
const WINDOWS: [u32; 8] = [16, 20, 24, 32, 40, 48, 64, 256];

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", SVG, RESOURCES, MANIFEST] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let icon = Tree::from_data(&fs::read(SVG)?, &Options::default())?;
    fs::write(out.join("icon.rgba"), straight(&drawn(&icon, WINDOW)?))?;
    if env::var("CARGO_CFG_TARGET_OS")? == "windows" {
        fs::write(out.join("instance-desk.ico"), ico(&icon)?)?;
        embed(&out)?;
    }
    Ok(())
}

fn drawn(icon: &Tree, side: u32) -> Result<Pixmap, Box<dyn Error>> {
    let mut canvas = Pixmap::new(side, side).ok_or("an icon without size")?;
    let scale = side as f32 / icon.size().width();
    resvg::render(icon, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    Ok(canvas)
}

/// Returns red, green, blue and alpha of each pixel, not premultiplied, as a window expects them.
fn straight(canvas: &Pixmap) -> Vec<u8> {
    let straight = canvas.pixels().iter().map(|pixel| pixel.demultiply());
    straight.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect()
}

/// Returns an .ico: a list of PNG files behind a table of 16 bytes for each. The size 256 is written as 0.
fn ico(icon: &Tree) -> Result<Vec<u8>, Box<dyn Error>> {
    const HEAD: usize = 6;
    const ENTRY: usize = 16;
    let (mut table, mut pictures) = (Vec::new(), Vec::new());
    table.extend([0, 1, u16::try_from(WINDOWS.len())?].map(u16::to_le_bytes).as_flattened());
    for side in WINDOWS {
        let picture = drawn(icon, side)?.encode_png()?;
        let place = HEAD + ENTRY * WINDOWS.len() + pictures.len();
        table.extend([side as u8, side as u8, 0, 0, 1, 0, 32, 0]);
        table.extend(u32::try_from(picture.len())?.to_le_bytes());
        table.extend(u32::try_from(place)?.to_le_bytes());
        pictures.extend(picture);
    }
    table.extend(pictures);
    Ok(table)
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
        .replace("@ICON@", &quoted(&out.join("instance-desk.ico")))
        .replace("@MANIFEST@", &quoted(&root.join(MANIFEST)));
    let file = out.join("instance-desk.rc");
    fs::write(&file, script)?;
    // Into the program only: tests and benches need no icon.
    embed_resource::compile_for(file, ["instance-desk"], embed_resource::NONE).manifest_required()?;
    Ok(())
}

#!/bin/sh
# tests/windows_under_wine/run.sh FOLDER: builds the program for Windows on Debian, starts it under wine as
# .github/smoke.sh does on Windows, and performs the main job in it. Only a trial: .github/workflows/packages.yml builds
# the published program with Microsoft's tools. `./dev package windows` installs the needed packages. FOLDER keeps the
# build and wine's home.
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
triple=x86_64-pc-windows-gnu

# Debian has no standard library for Windows, but has its sources and the matching compiler. A debug build is faster to
# make; without debug assertions it has no console, like the published program.
export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
cargo build --locked -Zbuild-std=std,panic_unwind --target $triple --target-dir "$folder/build" \
    --config 'profile.dev.package."*".opt-level=0' --config 'profile.dev.package.instance-desk.debug-assertions=false'
mkdir -p "$folder/program"
cp "$folder/build/$triple/debug/instance-desk.exe" "$folder/program"
x86_64-w64-mingw32-gcc -O2 -shared -nostartfiles -Wl,-e,0 -o "$folder/program/bcryptprimitives.dll" \
    tests/windows_under_wine/bcryptprimitives.c -ladvapi32

cat >"$folder/instance-desk" <<EOF
#!/bin/sh
export WINEPREFIX='$folder/wine' WINEARCH=win64 WINEDEBUG=-all
exec wine '$folder/program/instance-desk.exe' "\$@"
EOF
chmod +x "$folder/instance-desk"
# The first start of wine creates its home, and takes longer than smoke.sh waits.
xvfb-run -a "$folder/instance-desk" --version
xvfb-run -a -s '-screen 0 1280x900x24' .github/smoke.sh "$folder/instance-desk" "$(.github/version.sh)"
rm -rf "$folder/main_job"
xvfb-run -a -s '-screen 0 1280x900x24' tests/windows_under_wine/main_job.sh "$folder/instance-desk" "$folder/main_job"

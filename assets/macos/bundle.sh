#!/bin/bash
# assets/macos/bundle.sh PROGRAM VERSION OUT: puts a universal program into Instance Desk.app, in a disk image.
#
# It is signed, notarised and stapled if these variables are set, and otherwise named "unsigned":
#   MACOS_CERTIFICATE           a Developer ID Application certificate with its key, .p12 in base64
#   MACOS_CERTIFICATE_PASSWORD  the password of that file
#   MACOS_NOTARY_KEY            an App Store Connect API key, .p8 in base64
#   MACOS_NOTARY_KEY_ID, MACOS_NOTARY_ISSUER
# Runs only on a Mac: iconutil, codesign, notarytool and hdiutil exist nowhere else.
set -euo pipefail
program=$1 version=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
assets=$(dirname "$here")
work=$(mktemp -d)
trap 'cleanup' EXIT
keychain=$work/signing.keychain-db

cleanup() {
    security delete-keychain "$keychain" 2>/dev/null || true
    rm -rf "$work"
}

app=$work/image/Instance\ Desk.app
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" "$out"
cp "$program" "$app/Contents/MacOS/instance-desk"
chmod 755 "$app/Contents/MacOS/instance-desk"
sed "s/@VERSION@/$version/g" "$here/Info.plist" >"$app/Contents/Info.plist"
plutil -lint "$app/Contents/Info.plist" "$here/entitlements.plist"
cp "$assets/../LICENSE-MIT" "$assets/../LICENSE-APACHE" "$assets"/fonts/OFL-*.txt "$app/Contents/Resources/"

"$assets/icon/make.sh" "$work/icons"
mkdir "$work/instance-desk.iconset"
for size in 16 32 128 256 512; do
    cp "$work/icons/$size.png" "$work/instance-desk.iconset/icon_${size}x$size.png"
    cp "$work/icons/$((size * 2)).png" "$work/instance-desk.iconset/icon_${size}x$size@2x.png"
done
iconutil --convert icns "$work/instance-desk.iconset" --output "$app/Contents/Resources/instance-desk.icns"

if [ -n "${MACOS_CERTIFICATE:-}" ]; then
    name=instance-desk-$version-macos-universal.dmg
    password=$(openssl rand -hex 16)
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 3600 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    base64 --decode <<<"$MACOS_CERTIFICATE" >"$work/certificate.p12"
    security import "$work/certificate.p12" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
    security list-keychains -d user -s "$keychain" login.keychain-db
    identity=$(security find-identity -v -p codesigning "$keychain" | awk 'NR == 1 { print $2 }')
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --keychain "$keychain" --sign "$identity" "$app"
else
    name=instance-desk-$version-macos-universal-unsigned.dmg
    # An arm64 Mac starts nothing without a signature; this ad hoc one names no developer.
    codesign --force --sign - "$app"
fi
codesign --verify --strict --verbose=2 "$app"

# Submits the file $1 to Apple for notarisation, and waits for the result.
notarise() {
    xcrun notarytool submit "$1" --key "$work/notary.p8" --key-id "$MACOS_NOTARY_KEY_ID" --issuer "$MACOS_NOTARY_ISSUER" --wait --timeout 30m
}

# First the program gets Apple's ticket, so that it starts without a network too; then the image does.
if [ -n "${MACOS_CERTIFICATE:-}" ]; then
    base64 --decode <<<"$MACOS_NOTARY_KEY" >"$work/notary.p8"
    ditto -c -k --keepParent "$app" "$work/app.zip"
    notarise "$work/app.zip"
    xcrun stapler staple "$app"
fi
ln -s /Applications "$work/image/Applications"
hdiutil create -volname "Instance Desk" -srcfolder "$work/image" -fs HFS+ -format UDZO -ov "$out/$name"
if [ -n "${MACOS_CERTIFICATE:-}" ]; then
    codesign --force --timestamp --keychain "$keychain" --sign "$identity" "$out/$name"
    notarise "$out/$name"
    xcrun stapler staple "$out/$name"
    spctl --assess --type open --context context:primary-signature --verbose "$out/$name"
fi
echo "$out/$name"

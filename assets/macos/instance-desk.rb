# Homebrew cask. Its placeholders are filled in by assets/fill.sh; until Cargo.toml names a repository this file is a
# template and nothing more. What a cask installs must be signed and notarised.
cask "instance-desk" do
  version "@VERSION@"
  sha256 "@SHA256:macos-universal.dmg@"

  url "@REPOSITORY@/releases/download/v#{version}/instance-desk-#{version}-macos-universal.dmg"
  name "Instance Desk"
  desc "Clear the queues of WhatsApp, MAX and Telegram numbers and archive chats"
  homepage "@REPOSITORY@"

  livecheck do
    url :url
    strategy :github_latest
  end

  depends_on macos: ">= :big_sur"

  app "Instance Desk.app"

  # What the user may not want to lose goes only when asked for: brew uninstall --zap. Tokens stay in the Keychain.
  zap trash: "~/Library/Application Support/instance-desk"
end

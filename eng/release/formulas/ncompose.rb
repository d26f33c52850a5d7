class Ncompose < Formula
  desc "Runs the containers of a compose file and explains what it changes"
  homepage "@HOMEPAGE@"
  version "@VERSION@"
  license "Apache-2.0"

  depends_on :linux
  depends_on "openssl@3"

  on_intel do
    url "@HOMEPAGE@/releases/download/v@VERSION@/ncompose-@VERSION@-linux-x64.tar.gz"
    sha256 "@SHA256:linux-x64@"
  end
?linux-arm64   on_arm do
?linux-arm64     url "@HOMEPAGE@/releases/download/v@VERSION@/ncompose-@VERSION@-linux-arm64.tar.gz"
?linux-arm64     sha256 "@SHA256:linux-arm64@"
?linux-arm64   end

  def install
    bin.install Dir["bin/*"]
    man1.install Dir["share/man/man1/*"]
    bash_completion.install "share/bash-completion/completions/ncompose"
    zsh_completion.install "share/zsh/site-functions/_ncompose"
    fish_completion.install "share/fish/vendor_completions.d/ncompose.fish"
    (lib/"docker/cli-plugins").install_symlink bin/"ncompose" => "docker-ncompose"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/ncompose version")
  end
end

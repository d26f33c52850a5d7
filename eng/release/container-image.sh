# The container image without a base image, for `docker load`, `podman load` and what reads OCI layouts: sourced by eng/release.sh.
# shellcheck shell=bash disable=SC2154

readonly IMAGE_SUITE=bookworm

# What the program loads when it runs: the C library, OpenSSL, time zones, and the certificates of registries.
image_tree() {
  local tree=$1 packages=$2
  mkdir -p "$tree"/{etc/ssl/certs,root,usr/bin,usr/lib,usr/lib64,usr/share,usr/libexec,work}
  mkdir -m 1777 "$tree/tmp"
  ln -s usr/lib "$tree/lib"
  ln -s usr/lib64 "$tree/lib64"
  (cd "$packages" && tar -c lib lib64 usr/lib 2>/dev/null) | tar -x -C "$tree" --keep-directory-symlink
  cp -r "$packages/usr/share/zoneinfo" "$tree/usr/share/"
  cat "$packages"/usr/share/ca-certificates/mozilla/*.crt >"$tree/etc/ssl/certs/ca-certificates.crt"
  install -m 755 "$(programs_of "$here")/ncompose" "$tree/usr/bin/ncompose"
  echo 'root:x:0:0:root:/root:/sbin/nologin' >"$tree/etc/passwd"
  echo 'root:x:0:' >"$tree/etc/group"
}

blob() {
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  mv "$1" "$layout/blobs/sha256/$digest"
  echo "$digest"
}

descriptor() { printf '{"mediaType":"%s","digest":"sha256:%s","size":%s' "$1" "$2" "$(stat -c %s "$layout/blobs/sha256/$2")"; }

# container_image PLATFORM
container_image() {
  local platform=$1 packages layout=$work/layout layer config manifest created architecture=amd64
  if [[ $platform == linux-arm64 ]]; then architecture=arm64; fi
  is_debian || { leave_out "the container image: its libraries come from Debian's packages, and this is not Debian"; return; }
  packages=$(unpacked image-libraries "$IMAGE_SUITE" libc6 libssl3 ca-certificates tzdata)
  created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%FT%TZ)
  mkdir -p "$work/image" "$layout/blobs/sha256"
  image_tree "$work/image" "$packages"
  (cd "$work/image" && archive .) >"$work/layer"
  layer=$(blob "$work/layer")
  cat >"$work/config" <<JSON
{
  "architecture": "$architecture", "os": "linux", "created": "$created",
  "config": {
    "Entrypoint": ["/usr/bin/ncompose"], "Env": ["PATH=/usr/bin", "HOME=/root"], "WorkingDir": "/work",
    "Labels": {
      "org.opencontainers.image.title": "ncompose", "org.opencontainers.image.version": "$version",
      "org.opencontainers.image.source": "$homepage", "org.opencontainers.image.licenses": "Apache-2.0"
    }
  },
  "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}
}
JSON
  config=$(blob "$work/config")
  cat >"$work/manifest" <<JSON
{
  "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
  "config": $(descriptor application/vnd.oci.image.config.v1+json "$config")},
  "layers": [$(descriptor application/vnd.oci.image.layer.v1.tar "$layer")}]
}
JSON
  manifest=$(blob "$work/manifest")
  echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  cat >"$layout/index.json" <<JSON
{
  "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
  "manifests": [$(descriptor application/vnd.oci.image.manifest.v1+json "$manifest"), "annotations": {
    "io.containerd.image.name": "docker.io/library/ncompose:$version", "org.opencontainers.image.ref.name": "$version"}}]
}
JSON
  # The form of `docker save`, for engines that do not read OCI layouts.
  echo "[{\"Config\":\"blobs/sha256/$config\",\"RepoTags\":[\"ncompose:$version\"],\"Layers\":[\"blobs/sha256/$layer\"]}]" \
    >"$layout/manifest.json"
  (cd "$layout" && archive ./* | gzip "-${level}n") >"$out/ncompose-$version-image-$platform.tar.gz"
}

#!/usr/bin/env bash
# Prints a folder with `kustomize` and the schemas of the Kubernetes API (OpenAPI), for the tests of `bridge convert`: from packages of Debian's stable
# suite in exact versions, unpacked and not installed.
set -euo pipefail

SPEAKER=kubernetes
# shellcheck source=eng/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

folder=$(unpacked kubernetes-1.32.3 trixie golang-k8s-kubectl-dev=1.32.3+ds-2 golang-k8s-client-go-dev=0.32.3-2 "kustomize=5.6.0+ds-1*")
if [[ ! -e $folder/schemas ]]; then
  sources=$folder/usr/share/gocode/src/k8s.io
  rm -rf "$folder/schemas.part"
  mkdir "$folder/schemas.part"
  # All groups in one file, and those that have newer files of their own, which count before it.
  ln -s "$sources/kubectl/testdata/openapi/swagger.json" "$folder/schemas.part/0-all.json"
  for group in api__v1 apis__apps__v1 apis__batch__v1; do
    ln -s "$sources/client-go/openapi/openapitest/testdata/${group}_openapi.json" "$folder/schemas.part/1-$group.json"
  done
  mv "$folder/schemas.part" "$folder/schemas"
fi
echo "$folder"

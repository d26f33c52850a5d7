#!/bin/sh
# Puts the parts of this example where its compose.yaml reads them: a git repository in .base, and the registry REGISTRY
# (`docker run -d -p 127.0.0.1:5000:5000 registry:2` starts one on localhost:5000).
set -eu
cd "$(dirname "$0")"
rm -rf .base
cp -R git .base
git -C .base init -q -b main
git -C .base add -A
git -C .base -c user.name=example -c user.email=example@example.com commit -q -m 'the base'
"${NCOMPOSE:-ncompose}" -f registry/compose.yaml publish --yes --with-env "${REGISTRY:-localhost:5000}/examples/worker:1.0"

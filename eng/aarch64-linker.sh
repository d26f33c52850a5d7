#!/bin/sh
# The linker of `eng/build.sh --arm64`: gcc for arm64. The .NET SDK passes --target, which only clang has.
for argument; do
  shift
  case $argument in --target=*) ;; *) set -- "$@" "$argument" ;; esac
done
exec aarch64-linux-gnu-gcc "$@"

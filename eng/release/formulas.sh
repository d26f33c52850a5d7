# Descriptions for package managers, from the templates in eng/release/formulas: sourced by eng/release.sh.
# shellcheck shell=bash disable=SC2154

# A line that begins with `?linux-arm64 ` is there only when there is an archive for that platform.
# A template that then lacks a checksum is left out.
formulas() {
  local template name script="" platform file sum
  for platform in linux-x64 linux-arm64 win-x64; do
    file=$out/ncompose-$version-$platform.tar.gz
    if [[ $platform == win-x64 ]]; then file=$out/ncompose-$version-$platform.zip; fi
    if [[ -f $file ]]; then
      sum=$(sha256sum "$file" | cut -d ' ' -f 1)
      script+="s#^\\?$platform ##;s#@SHA256:$platform@#$sum#g;"
    else
      script+="/^\\?$platform /d;"
    fi
  done
  for template in "$ROOT"/eng/release/formulas/*; do
    name=${template##*/}
    sed -E "${script}s#@VERSION@#$version#g;s#@HOMEPAGE@#$homepage#g" "$template" >"$work/$name"
    if grep -q '@SHA256:' "$work/$name"; then
      leave_out "$name: there is no archive for $(grep -oE '@SHA256:[^@]+' "$work/$name" | cut -d : -f 2 | sort -u | tr '\n' ' ')"
    else
      mv "$work/$name" "$out/$name"
    fi
  done
}

# The .NET tool, `dotnet tool install ncompose.tool`: sourced by eng/release.sh. One package names a package for each platform.
# shellcheck shell=bash disable=SC2154

readonly TOOL=ncompose.tool

# package_parts FOLDER ID KIND DESCRIPTION: what a NuGet package has besides its content.
package_parts() {
  local tree=$1 id=$2 kind=$3 description=$4
  mkdir -p "$tree/_rels"
  cp "$ROOT/LICENSE" "$tree/LICENSE"
  cat >"$tree/$id.nuspec" <<XML
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2010/07/nuspec.xsd">
  <metadata>
    <id>$id</id>
    <version>$version</version>
    <authors>The ncompose authors</authors>
    <license type="expression">Apache-2.0</license>
    <projectUrl>$homepage</projectUrl>
    <readme>README.md</readme>
    <description>$description</description>
    <tags>docker compose containers</tags>
    <packageTypes><packageType name="$kind" /></packageTypes>
  </metadata>
</package>
XML
  # shellcheck disable=SC2016
  printf '# ncompose\n\n%s\n\n`dotnet tool install --global %s`, then `ncompose --help`. %s\n' \
    "$description" "$TOOL" "$homepage" >"$tree/README.md"
  cat >"$tree/_rels/.rels" <<XML
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/$id.nuspec" Id="R1" />
</Relationships>
XML
  cat >"$tree/[Content_Types].xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
  <Default Extension="xml" ContentType="application/octet" />
  <Default Extension="md" ContentType="application/octet" />
  <Override PartName="/LICENSE" ContentType="application/octet" />
XML
  (cd "$tree" && find tools -type f ! -name '*.*' | sort | sed 's#.*#  <Override PartName="/&" ContentType="application/octet" />#') \
    >>"$tree/[Content_Types].xml"
  echo '</Types>' >>"$tree/[Content_Types].xml"
}

pack() {
  local tree=$1 id=$2
  (cd "$tree" && find . -type f -printf '%P\0' | sort -z |
    xargs -0 perl "$ROOT/eng/release/zip.pl" "$SOURCE_DATE_EPOCH" "$level" "$out/$id.$version.nupkg")
  rm -rf "$tree"
}

platform_tool() {
  local platform=$1 tree=$work/tool-$1 id=$TOOL.$1 program folder
  folder=$tree/tools/any/$platform
  mkdir -p "$folder"
  for program in "${PROGRAMS[@]}"; do install -m 755 "$(programs_of "$platform")/$program" "$folder/$program"; done
  cat >"$folder/DotnetToolSettings.xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<DotNetCliTool Version="2">
  <Commands><Command Name="ncompose" EntryPoint="ncompose" Runner="executable" /></Commands>
</DotNetCliTool>
XML
  package_parts "$tree" "$id" DotnetToolRidPackage "ncompose for $platform: the part of $TOOL that runs there."
  pack "$tree" "$id"
}

tool_packages() {
  local platform tree=$work/tool
  mkdir -p "$tree/tools/any/any"
  {
    echo '<?xml version="1.0" encoding="utf-8"?>'
    echo '<DotNetCliTool Version="2">'
    echo '  <Commands><Command Name="ncompose" /></Commands>'
    echo '  <RuntimeIdentifierPackages>'
    for platform in "${platforms[@]}"; do
      [[ $platform != linux-* ]] || echo "    <RuntimeIdentifierPackage RuntimeIdentifier=\"$platform\" Id=\"$TOOL.$platform\" />"
    done
    echo '  </RuntimeIdentifierPackages>'
    echo '</DotNetCliTool>'
  } >"$tree/tools/any/any/DotnetToolSettings.xml"
  package_parts "$tree" "$TOOL" DotnetTool "Runs the containers of a compose file: a replacement of Docker Compose that explains what it does."
  pack "$tree" "$TOOL"
  for platform in "${platforms[@]}"; do if [[ $platform == linux-* ]]; then platform_tool "$platform"; fi; done
}

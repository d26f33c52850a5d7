using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>The parts of the extension for VS Code fit together. eng/vscode.sh packs it, which needs node.</summary>
public sealed partial class ExtensionTests
{
    private static readonly string Folder = RepositoryRoot.Combine("src", "Compose.Lsp", "VsCode");

    [Fact]
    public void The_lock_file_has_the_packages_of_the_manifest_in_exact_versions()
    {
        var (manifest, locked) = (Read("package.json"), Read("package-lock.json")["packages"]!);
        foreach (var kind in (string[])["dependencies", "devDependencies"])
            foreach (var (name, version) in manifest[kind]!.AsObject())
                locked["node_modules/" + name]!["version"]!.GetValue<string>().Should().Be(version!.GetValue<string>(), "of " + name);
    }

    [Fact]
    public void Every_setting_that_is_read_is_declared_and_no_other()
    {
        var read = Setting().Matches(File.ReadAllText(Path.Combine(Folder, "source", "extension.js")))
            .Select(match => "ncompose." + match.Groups[1].Value);
        Read("package.json")["contributes"]!["configuration"]!["properties"]!.AsObject().Select(setting => setting.Key).Should()
            .BeEquivalentTo(read);
    }

    [GeneratedRegex("""settings\.get\("(\w+)"\)""")]
    private static partial Regex Setting();

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!;
}

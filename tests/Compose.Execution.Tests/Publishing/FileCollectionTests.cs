using System.Text;
using Compose.Execution.Publishing;
using Compose.Files.Environment;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Publishing;

/// <summary>Published files are the author's text, with the names that other files have beside it.</summary>
public sealed class FileCollectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-publish-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("services: {web: {env_file: a.env}} # mine\n", "services: {web: {env_file: ENV}} # mine\n")]
    [InlineData("services:\n  web:\n    env_file: ['a.env', {path: \"./a.env\"}]\n",
        "services:\n  web:\n    env_file: [ENV, {path: ENV}]\n")]
    [InlineData("services:\n  web:\n    extends: {file: base.yaml, service: x}\n",
        "services:\n  web:\n    extends: {file: BASE, service: x}\n")]
    [InlineData("include:\n  - {path: oci://example.com/a, env_file: a.env}\n",
        "include:\n  - {path: oci://example.com/a, env_file: ENV}\n")]
    [InlineData("include:\n  - {path: oci://example.com/a, env_file: /dev/null}\n",
        "include:\n  - {path: oci://example.com/a, env_file: /dev/null}\n")]
    [InlineData("services:\n  web:\n    extends: {file: oci://example.com/a, service: x}\n",
        "services:\n  web:\n    extends: {file: oci://example.com/a, service: x}\n")]
    public void Names_of_files_are_replaced_and_all_else_stays(string text, string published)
    {
        var expected = published.Replace("ENV", Name("a.env", "env"), StringComparison.Ordinal)
            .Replace("BASE", Name("base.yaml", "yaml"), StringComparison.Ordinal);
        Encoding.UTF8.GetString(Collect(text).Files[0].Content).Should().Be(expected);
    }

    [Fact]
    public void Variables_of_a_remote_include_are_a_file_of_the_project()
    {
        var files = Collect("include:\n  - {path: oci://example.com/a, env_file: a.env}\n");
        files.IncludeVariables.Should().Equal("a.env");
        files.LocalIncludes.Should().BeEmpty();
        files.EnvironmentFiles.Should().ContainSingle().Which.Name.Should().Be(Name("a.env", "env"));
    }

    private FileCollection Collect(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "compose.yaml"), text);
        File.WriteAllText(Path.Combine(_folder, "a.env"), "A=1\n");
        File.WriteAllText(Path.Combine(_folder, "base.yaml"), "services: {x: {image: x}}\n");
        var files = new FileCollection(ComposeEnvironment.Empty);
        files.Add(Path.Combine(_folder, "compose.yaml"), _folder);
        return files;
    }

    private string Name(string file, string extension) => $"{ContentDigest.Hex(Path.Combine(_folder, file))}.{extension}";
}

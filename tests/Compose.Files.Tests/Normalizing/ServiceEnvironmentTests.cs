using Compose.Files.Environment;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Normalizing;

public sealed class ServiceEnvironmentTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ncompose-env-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Trees NewTrees() =>
        new() { Directory = _directory, Environment = ComposeEnvironment.From([new("SHELL_VAR", "from shell")], "shell") };

    private void File(string name, string text) => System.IO.File.WriteAllText(Path.Combine(_directory, name), text);

    private YamlMapping Resolve(Trees trees, string yaml)
    {
        var tree = ServiceEnvironment.ResolveVariables(
            trees.Decoded(yaml), trees.Environment, _directory, FileSource.Disk, trees.Sources, trees.Diagnostics);
        return ServiceEnvironment.ResolveLabels(tree, _directory, keepFiles: false, FileSource.Disk, trees.Sources, trees.Diagnostics);
    }

    [Fact]
    public void The_service_wins_over_its_files_and_a_later_file_over_an_earlier()
    {
        File("a.env", "A=1\nB=1\nC=1\n");
        File("b.env", "B=2\nC=2\nREF=${A}-${B}-${OWN}-${SHELL_VAR}\nSHELL_VAR\n");
        var tree = Resolve(
            NewTrees(), "services: {web: {image: a, env_file: [a.env, b.env], environment: {C: 3, OWN: own, BARE: , UNSET: }}}");
        Trees.Show(Trees.At(tree, "services.web.environment")).Should().Be(
            "{C: '3', OWN: 'own', BARE: null, UNSET: null, A: '1', B: '2', REF: '1-2-own-from shell', SHELL_VAR: 'from shell'}");
        Trees.Show(Trees.At(tree, "services.web.env_file")).Should().Be("-");
    }

    [Fact]
    public void A_bare_key_of_the_service_hides_what_a_file_says()
    {
        File("a.env", "BARE=1\n");
        var tree = Resolve(NewTrees(), "services: {web: {image: a, env_file: a.env, environment: [BARE]}}");
        Trees.Show(Trees.At(tree, "services.web.environment")).Should().Be("{BARE: null}");
    }

    [Fact]
    public void The_raw_format_takes_lines_as_they_are()
    {
        File("raw.env", "A=\"$B\" # no comment\n");
        var tree = Resolve(NewTrees(), "services: {web: {image: a, env_file: [{path: raw.env, format: raw}]}}");
        Trees.Show(Trees.At(tree, "services.web.environment")).Should().Be("{A: '\"$B\" # no comment'}");
    }

    [Fact]
    public void Labels_come_from_files_too()
    {
        File("l", "one=1\ntwo=$one\nthree=3\n");
        var tree = Resolve(NewTrees(), "services: {web: {image: a, label_file: l, labels: {three: own}}}");
        Trees.Show(Trees.At(tree, "services.web.labels")).Should().Be("{three: 'own', one: '1', two: '1'}");
        Trees.Show(Trees.At(tree, "services.web.label_file")).Should().Be("-");
    }

    [Fact]
    public void A_file_that_cannot_be_had_is_reported_where_it_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "d"));
        var trees = NewTrees();
        Resolve(trees, """
            services:
              web:
                image: a
                env_file:
                  - gone.env
                  - path: gone-too.env
                    required: false
                  - d
                  - {path: /dev/null, format: foo}
                label_file: none
            """);
        trees.Found.Should().BeEquivalentTo(
            $"NC0602 5:9 env file {_directory}/gone.env not found: stat {_directory}/gone.env: no such file or directory",
            $"NC0602 8:9 failed to read {_directory}/d: read {_directory}/d: is a directory",
            "NC0603 9:35 unsupported env_file format \"foo\"",
            $"NC0604 10:17 label file {_directory}/none not found: stat {_directory}/none: no such file or directory");
    }

    [Fact]
    public void A_mistake_in_a_file_is_reported_in_that_file()
    {
        File("bad.env", "A=1\nB=\"open\n");
        var trees = NewTrees();
        Resolve(trees, "services: {one: {image: a, env_file: bad.env}, two: {image: a, env_file: bad.env}}");
        trees.Diagnostics.Should().ContainSingle("a file that two services name is read once").Which.Primary!.Span.Source.Should().Be(2);
    }
}

using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Normalizing;

public sealed class PathsTests
{
    [Theory]
    [InlineData(".", "/project")]
    [InlineData("./a/../b", "/project/b")]
    [InlineData("../x", "/x")]
    [InlineData("/abs/./x", "/abs/./x")]
    [InlineData("~/x", "/home/me/x")]
    [InlineData(@"C:\data", @"C:\data")]
    [InlineData(@"\\server\share\x", @"\\server\share\x")]
    public void The_source_of_a_bind_is_absolute_on_any_system(string source, string expected)
    {
        var tree = new Trees().Normalized($"services: {{web: {{image: a, volumes: [{{type: bind, source: '{source}', target: /t}}]}}}}");
        Trees.Show(Trees.At(tree, "services.web.volumes.0.source")).Should().Be($"'{expected}'");
    }

    [Theory]
    [InlineData(".", "/project")]
    [InlineData("https://example.com/x.git", "https://example.com/x.git")]
    [InlineData("docker-image://alpine", "docker-image://alpine")]
    [InlineData("git@example.com:x", "git@example.com:x")]
    [InlineData("service:base", "service:base")]
    public void A_build_context_is_a_path_unless_it_is_something_else(string context, string expected)
    {
        var tree = new Trees().Normalized(
            $"services: {{web: {{build: {{context: '{context}', additional_contexts: {{x: '{context}'}}}}}}}}");
        Trees.Show(Trees.At(tree, "services.web.build.context")).Should().Be($"'{expected}'");
        Trees.Show(Trees.At(tree, "services.web.build.additional_contexts.x")).Should().Be($"'{expected}'");
    }

    [Fact]
    public void Other_paths_of_the_host()
    {
        var tree = new Trees().Normalized("""
            services:
              web:
                image: a
                env_file: [a.env, {path: b.env, required: false}]
                label_file: l
                volumes: [named:/x, ./rel:/y]
            volumes: {named: , local: {driver: local, driver_opts: {o: bind, device: ./d}}, other: {driver_opts: {o: bind, device: ./d}}}
            configs: {c: {file: ./c}}
            secrets: {s: {file: s}}
            """);
        var expected = new Dictionary<string, string>
        {
            ["services.web.env_file.0.path"] = "'/project/a.env'",
            ["services.web.env_file.1.path"] = "'/project/b.env'",
            ["services.web.label_file.0"] = "'/project/l'",
            ["services.web.volumes.0.source"] = "'named'",
            ["services.web.volumes.1.source"] = "'/project/rel'",
            ["volumes.local.driver_opts.device"] = "'/project/d'",
            ["volumes.other.driver_opts.device"] = "'./d'",
            ["configs.c.file"] = "'/project/c'",
            ["secrets.s.file"] = "'/project/s'",
        };
        foreach (var (path, value) in expected)
            Trees.Show(Trees.At(tree, path)).Should().Be(value, path);
    }

    [Fact]
    public void A_bind_without_a_source_is_reported_where_it_stands()
    {
        var trees = new Trees();
        trees.Normalized("services:\n  web:\n    image: a\n    volumes:\n      - {type: bind, target: /x}\n");
        trees.Found.Should().Equal("NC0601 5:9 invalid mount config for type \"bind\": field Source must not be empty");
    }
}

using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Merging;

public sealed class IncludesTests
{
    [Fact]
    public void An_included_file_has_its_own_directory_and_variables()
    {
        using var folder = new Folder()
            .With("compose.yaml", "include: [sub/db.yaml]\nservices: {web: {image: x, depends_on: [db]}}\n")
            .With("sub/db.yaml",
                "services: {db: {image: 'pg:${TAG}-${BOTH}', volumes: ['./d:/d'], environment: [TAG]}}\nconfigs: {c: {environment: TAG}}\n")
            .With("sub/.env", "TAG=7\nBOTH=included\n");
        folder.Variables["BOTH"] = "shell";

        var result = folder.Load();

        folder.Problems(result).Should().BeEmpty();
        var service = result.Project!.Services["db"];
        service.Image.Should().Be("pg:7-shell");
        service.Environment["TAG"].Should().Be("7");
        Path.GetRelativePath(folder.Path, service.Volumes[0].Source!).Should().Be("sub/d");
    }

    [Fact]
    public void The_long_form_says_files_variables_and_directory()
    {
        using var folder = new Folder()
            .With("compose.yaml", "include:\n  - path: [sub/a.yaml, sub/b.yaml]\n    env_file: my.env\n    project_directory: .\n")
            .With("sub/a.yaml", "services: {db: {image: 'pg:${V}', volumes: ['./d:/d']}}\n")
            .With("sub/b.yaml", "services: {db: {hostname: h}}\n")
            .With("my.env", "V=8\n");

        var service = folder.Load().Project!.Services["db"];

        (service.Image, service.Hostname, Path.GetRelativePath(folder.Path, service.Volumes[0].Source!)).Should().Be(("pg:8", "h", "d"));
    }

    [Fact]
    public void The_including_file_is_merged_over_the_included_one()
    {
        using var folder = new Folder()
            .With("compose.yaml", "include: [b.yaml]\nservices: {a: {image: x, environment: [B=2], ports: !reset []}}\n")
            .With("b.yaml", "services: {a: {image: y, environment: {A: 1}, ports: ['80:80']}}\n");

        var result = folder.Load();

        folder.At(result, "services.a.environment").Should().Be("{A: 1, B: 2}");
        folder.At(result, "services.a.image").Should().Be("x");
        folder.At(result, "services.a.ports").Should().Be("nothing");

        folder.Dialect = Dialect.V240;
        folder.Problems(folder.Load()).Should().Equal("NC0418 compose.yaml:2:12 services.a conflicts with imported resource");
    }

    [Fact]
    public void A_cycle_is_told_with_its_chain()
    {
        using var folder = new Folder()
            .With("compose.yaml", "include: [b.yaml]\nservices: {a: {image: x}}\n")
            .With("b.yaml", "include:\n  - compose.yaml\n");

        var result = folder.Load();

        result.Diagnostics.Single().Summary.Replace(folder.Path + "/", "", StringComparison.Ordinal).Should()
            .Be("include cycle detected:\ncompose.yaml\n include b.yaml\n include compose.yaml");
        Folder.Place(result, result.Diagnostics.Single().Primary).Should().Be("b.yaml:2:5");
    }

    [Fact]
    public void A_mistake_in_a_nested_include_tells_the_whole_way()
    {
        using var folder = new Folder()
            .With("compose.yaml", "include: [s/c.yaml]\nservices: {z: {image: x}}\n")
            .With("s/c.yaml", "include: [d.yaml]\n")
            .With("s/d.yaml", "services:\n  a:\n    imagee: y\n");

        var result = folder.Load();

        folder.Problems(result).Should()
            .Equal("NC0302 s/d.yaml:3:5 validating s/d.yaml: services.a additional properties 'imagee' not allowed");
        result.Diagnostics.Single().Related.Select(label => Folder.Place(result, label)).Should()
            .Equal("s/c.yaml:1:11", "compose.yaml:1:11");
    }

    [Fact]
    public void An_extends_of_an_included_file_that_cannot_be_followed_is_reported_once()
    {
        using var folder = new Folder()
            .With("compose.yaml", "include: [s/c.yaml]\n")
            .With("s/c.yaml", "services:\n  a:\n    extends: {file: ../base.yaml, service: gone}\n")
            .With("base.yaml", "services: {z: {image: x}}\n");

        folder.Problems(folder.Load()).Should().ContainSingle().Which.Should().StartWith("NC0420 s/c.yaml:3:44 ");
    }

    [Theory]
    [InlineData("include: b.yaml", "NC0419 compose.yaml:1:10 `include` must be a list, got b.yaml")]
    [InlineData("include: [no.yaml]", "NC0410 compose.yaml:1:11 open no.yaml: no such file or directory")]
    [InlineData("include: [5]", "NC0301 compose.yaml:1:11 validating compose.yaml: include.0 must be a string")]
    [InlineData("include: [{path: b.yaml, env_file: no.env}]", "NC0414 compose.yaml:1:36 stat no.env: no such file or directory")]
    [InlineData("include: ['https://x/y.git']", "NC0415 compose.yaml:1:11 cannot read https://x/y.git: remote files are not read here")]
    [InlineData("include: [{project_directory: x}]", "NC0416 compose.yaml:1:11 include: an entry without a path includes nothing")]
    [InlineData("include: [{path: b.yaml, pth: x}]", "NC0311 compose.yaml:1:26 include.0: unknown attribute 'pth' is ignored")]
    public void A_failed_include_is_reported_where_it_is_named(string include, string expected)
    {
        using var folder = new Folder().With("compose.yaml", include + "\nservices: {z: {image: x}}\n")
            .With("b.yaml", "services: {a: {image: y}}\n");

        folder.Problems(folder.Load()).Should().Equal(expected);
    }
}

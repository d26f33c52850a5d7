using Compose.Files.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Merging;

public sealed class ExtendsTests
{
    [Fact]
    public void Paths_of_the_other_file_start_from_its_directory()
    {
        using var folder = new Folder()
            .With("compose.yaml", "services:\n  web: {extends: {file: sub/base.yaml, service: b}, volumes: ['./q:/q']}\n")
            .With("sub/base.yaml",
                "services:\n  b: {image: x, build: ./ctx, volumes: ['./a:/a'], extends: {file: ../other.yaml, service: o}}\n")
            .With("other.yaml", "services: {o: {hostname: h, volumes: ['./o:/o']}}\n");

        var result = folder.Load();

        folder.Problems(result).Should().BeEmpty();
        var service = result.Project!.Services["web"];
        service.Volumes.Select(mount => Path.GetRelativePath(folder.Path, mount.Source!)).Should().Equal("o", "sub/a", "q");
        service.Hostname.Should().Be("h");
        folder.At(result, "services.web.build.context").Should().Be("sub/ctx");
    }

    [Fact]
    public void A_cycle_is_told_with_its_chain()
    {
        using var folder = new Folder().With(
            "compose.yaml", "services:\n  a: {image: x, extends: b}\n  b: {image: x, extends: {service: a}}\n");

        folder.Problems(folder.Load()).Should().Equal(
            "NC0423 compose.yaml:3:36 Circular reference:\n  a in compose.yaml\n  extends b in compose.yaml\n  extends a in compose.yaml");
    }

    [Fact]
    public void A_cycle_over_an_absolute_path_is_found()
    {
        using var folder = new Folder();
        folder.With("compose.yaml", "services:\n  web: {extends: {file: base.yaml, service: web}}\n")
            .With("base.yaml", $"services:\n  web: {{extends: {{file: {folder.Path}/base.yaml, service: web}}}}\n");

        folder.Load().Diagnostics.Should().ContainSingle().Which.Code.Should().Be(DiagnosticCode.ExtendsCycle);
    }

    [Fact]
    public void A_chain_over_an_absolute_path_to_a_service_of_the_same_name_is_no_cycle()
    {
        using var folder = new Folder();
        folder.With("compose.yaml", "services:\n  web: {extends: {file: base.yaml, service: web}}\n")
            .With("base.yaml",
                $"services:\n  web: {{extends: {{file: {folder.Path}/base.yaml, service: common}}}}\n  common: {{image: x}}\n");

        folder.Load().Project!.Services["web"].Image.Should().Be("x");
    }

    [Theory]
    [InlineData("extends: bas", "NC0420 compose.yaml:3:14 cannot extend service \"web\" in compose.yaml: service \"bas\" not found")]
    [InlineData("extends: {file: no.yaml, service: x}", "NC0410 compose.yaml:3:21 open no.yaml: no such file or directory")]
    [InlineData("extends: {file: other.yaml, service: x}",
        "NC0420 compose.yaml:3:42 cannot extend service \"web\" in compose.yaml: service \"x\" not found in other.yaml")]
    [InlineData("extends: {file: none.yaml, service: x}",
        "NC0421 compose.yaml:3:21 cannot extend service \"web\" in none.yaml: no services section")]
    [InlineData("extends: {file: list.yaml, service: x}",
        "NC0424 compose.yaml:3:21 cannot extend service \"web\" in list.yaml: services must be a mapping")]
    [InlineData("extends: {file: other.yaml}", "NC0422 compose.yaml:3:14 extends.web.service is required")]
    [InlineData("extends: {file: 5, service: base}",
        "NC0301 compose.yaml:3:21 validating compose.yaml: services.web.extends.file must be a string")]
    [InlineData("extends: {file: 'https://x/y.git', service: base}",
        "NC0415 compose.yaml:3:21 cannot read https://x/y.git: remote files are not read here")]
    public void A_base_that_is_not_there_is_told_where_it_is_named(string extends, string expected)
    {
        using var folder = new Folder()
            .With("compose.yaml", $"services:\n  web:\n    {extends}\n    image: x\n  base: {{image: x}}\n")
            .With("other.yaml", "services: {o: {image: y}}\n").With("none.yaml", "volumes: {v: }\n").With("list.yaml", "services: []\n");

        folder.Problems(folder.Load()).Should().Equal(expected);
    }

    [Fact]
    public void A_mistake_of_the_other_file_is_shown_there_and_tells_who_extends_it()
    {
        using var folder = new Folder()
            .With("compose.yaml", "services:\n  web:\n    extends: {file: base.yaml, service: b}\n")
            .With("base.yaml", "services:\n  b:\n    image: x\n    hostnam: h\n");

        var result = folder.Load();

        folder.Problems(result).Should()
            .Equal("NC0302 base.yaml:4:5 validating compose.yaml: services.web additional properties 'hostnam' not allowed");
        var problem = result.Diagnostics.Single();
        problem.Help.Should().Contain("hostname");
        problem.Related.Select(label => $"{Folder.Place(result, label)} {label.Text}").Should()
            .Equal("compose.yaml:3:21 extended from here");
    }

    [Fact]
    public void A_service_of_an_earlier_document_and_an_included_one_can_be_extended()
    {
        using var folder = new Folder()
            .With("compose.yaml",
                "include: [inc.yaml]\nservices: {a: {image: x, hostname: h}}\n---\nservices: {b: {extends: a}, c: {extends: a}}\n---\ninclude: [inc2.yaml]\nservices: {d: {extends: i}}\n")
            .With("inc.yaml", "services: {z: {image: z}}\n")
            .With("inc2.yaml", "services: {i: {image: i}}\n");

        var services = folder.Load().Project!.Services;

        services["b"].Hostname.Should().Be("h");
        services["d"].Image.Should().Be("i");
    }

    [Fact]
    public void A_long_chain_is_refused_and_a_thousand_services_may_share_a_base()
    {
        var chain = string.Concat(Enumerable.Range(0, 5000).Select(i => $"  s{i}: {{extends: s{i + 1}}}\n"));
        using var folder = new Folder().With("compose.yaml", $"services:\n{chain}  s5000: {{image: x}}\n");

        folder.Load().Diagnostics.Should().Contain(problem => problem.Code == DiagnosticCode.ExtendsChainTooLong);

        var many = string.Concat(Enumerable.Range(0, 1000).Select(i => $"  s{i}: {{extends: {{file: base.yaml, service: b}}}}\n"));
        folder.With("compose.yaml", "services:\n" + many).With("base.yaml", "services: {b: {image: x}}\n");
        folder.Load().Project!.Services.Count.Should().Be(1000);
    }
}

using Compose.Files.Diagnostics;
using Compose.Files.Selection;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Selection;

public sealed class SelectionTests
{
    private const string Project = """
        services:
          web: {image: a, depends_on: {db: {condition: service_started, required: true}, trace: {condition: service_started, required: false}}, networks: [front]}
          worker: {image: a, depends_on: [db], volumes: ["jobs:/jobs"]}
          db: {image: b, networks: [back], volumes: ["data:/data"], secrets: [key]}
          trace: {image: c, profiles: [debug]}
          shell: {image: d, profiles: [debug, tools], depends_on: [trace]}
        networks: {front: , back: , unused: }
        volumes: {data: , jobs: , unused: }
        secrets: {key: {file: ./k}, unused: {file: ./u}}
        """;

    private static IEnumerable<string> Names(SelectedTree selected) => selected.Services.Entries.Select(entry => entry.Key);

    [Theory]
    [InlineData("", "web,worker,db")]
    [InlineData("debug", "web,worker,db,trace,shell")]
    [InlineData("tools", "web,worker,db,shell")]
    [InlineData("*", "web,worker,db,trace,shell")]
    [InlineData("other", "web,worker,db")]
    public void Profiles_switch_services_on(string profile, string expected)
    {
        var selected = new Trees().ServiceSelection(Project, profile.Length == 0 ? [] : [profile]);
        string.Join(',', Names(selected)).Should().Be(expected);
        (selected.Services.Count + selected.Disabled.Count).Should().Be(5);
    }

    [Theory]
    [InlineData("web", false, "web,db")]
    [InlineData("web", true, "web")]
    [InlineData("w*", false, "web,worker,db")]
    [InlineData("[dw]?b", false, "web,db")]
    [InlineData("shell", false, "trace,shell")]
    public void A_service_comes_with_what_it_depends_on(string name, bool withoutDependencies, string expected)
    {
        var trees = new Trees();
        var selected = ProfileFilter.Enable(trees.ServiceSelection(Project), [name], []);
        selected = ServiceFilter.Apply(selected, [name], withoutDependencies, trees.Diagnostics);
        trees.Found.Should().BeEmpty();
        Names(selected).Order().Should().Equal(expected.Split(',').Order());
    }

    [Fact]
    public void Dependencies_on_what_is_not_selected_are_gone()
    {
        var trees = new Trees();
        var selected = ServiceFilter.Apply(trees.ServiceSelection(Project), ["web"], false, trees.Diagnostics);
        Trees.Show(Trees.At(selected.Tree, "services.web.depends_on")).Should().Be("{db: {condition: 'service_started', required: true}}");
        selected = ServiceFilter.Apply(trees.ServiceSelection(Project), ["web"], true, trees.Diagnostics);
        Trees.Show(Trees.At(selected.Tree, "services.web.depends_on")).Should().Be("-");
    }

    [Fact]
    public void An_unknown_service_is_reported_with_the_nearest()
    {
        var trees = new Trees();
        ServiceFilter.Apply(trees.ServiceSelection(Project), ["wrker", "trace"], false, trees.Diagnostics);
        trees.Diagnostics.Select(found => found.Summary).Should().Equal("no such service: wrker", "no such service: trace");
        trees.Diagnostics.Select(found => found.Help).First().Should().Be("did you mean \"worker\"?");
        trees.Diagnostics.Select(found => found.Help).Last().Should().Contain("--profile debug");
    }

    [Fact]
    public void A_dependency_that_is_not_declared_is_reported()
    {
        var trees = new Trees();
        var selected = trees.ServiceSelection("services: {web: {image: a, depends_on: [db]}}");

        ServiceFilter.Apply(selected, ["web"], withoutDependencies: false, trees.Diagnostics);

        trees.Diagnostics.Select(found => found.Code).Should().Equal(DiagnosticCode.UnknownRequiredService);
    }

    [Fact]
    public void Unused_resources_are_pruned()
    {
        var trees = new Trees();
        var selected = ServiceFilter.Apply(trees.ServiceSelection(Project), ["db"], false, trees.Diagnostics);
        var tree = UnusedResources.Prune(selected);
        Trees.Show(Trees.At(tree, "networks")).Should().Be("{back: {name: 'p_back'}}");
        Trees.Show(Trees.At(tree, "volumes")).Should().Be("{data: {name: 'p_data'}}");
        Trees.Show(Trees.At(tree, "secrets")).Should().Be("{key: {name: 'p_key', file: '/project/k'}}");
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData(@"a\*", "a*", true)]
    [InlineData(@"a\*", "ab", false)]
    public void Patterns(string pattern, string name, bool expected) => NamePattern.Matches(pattern, name).Should().Be(expected);
}

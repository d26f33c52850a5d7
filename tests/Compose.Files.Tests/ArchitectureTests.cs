using System.Xml.Linq;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests;

/// <summary>The direction of dependencies: what each project may refer to, and nothing else. Read from the project files, so that a mere reference fails.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Compose.Host"] = [],
        ["Compose.Files"] = ["Compose.Host"],
        ["Compose.Engine"] = ["Compose.Host"],
        ["Compose.Planning"] = ["Compose.Files"],
        ["Compose.Execution"] = ["Compose.Files", "Compose.Planning", "Compose.Engine"],
        ["Compose.Cli"] = ["Compose.Files", "Compose.Planning", "Compose.Execution"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["Compose.Host"] = [],
        ["Compose.Files"] = ["YamlDotNet"],
        ["Compose.Engine"] = [],
        ["Compose.Planning"] = [],
        ["Compose.Execution"] = [],
        ["Compose.Cli"] = ["System.CommandLine", "Spectre.Console"],
    };

    public static TheoryData<string> SourceProjects()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            data.Add(Path.GetFileNameWithoutExtension(file));
        return data;
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void A_project_refers_only_to_what_its_place_allows(string project)
    {
        Allowed.Should().ContainKey(project, "a new src project needs a place in the direction of dependencies");
        References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Should().BeSubsetOf(Allowed[project]);
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void A_project_uses_only_the_packages_that_were_decided(string project) =>
        References(project, "PackageReference").Should().BeSubsetOf(AllowedPackages[project], "a new package needs a decision and a line here");

    [Fact]
    public void Every_project_of_the_solution_is_known() =>
        SourceProjects().Select<object[], string>(row => (string)row[0]).Should().BeEquivalentTo(Allowed.Keys);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(RepositoryRoot.Combine("src", project, project + ".csproj")).Descendants()
            .Where(element => element.Name.LocalName == kind)
            .Select(element => (string)element.Attribute("Include")!);
}

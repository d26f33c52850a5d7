using System.Text.RegularExpressions;
using System.Xml.Linq;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Architecture.Tests;

/// <summary>The direction of dependencies: what each project may refer to, read from the project files.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Compose.Host"] = [],
        ["Compose.Files"] = ["Compose.Host"],
        ["Compose.Engine"] = ["Compose.Host"],
        ["Compose.Planning"] = ["Compose.Host", "Compose.Files"],
        ["Compose.Watch"] = ["Compose.Host", "Compose.Files"],
        ["Compose.Execution"] = ["Compose.Host", "Compose.Files", "Compose.Planning", "Compose.Engine", "Compose.Watch"],
        ["Compose.Cli"] = ["Compose.Host", "Compose.Files", "Compose.Planning", "Compose.Execution", "Compose.Watch"],
        ["Compose.Ui"] = ["Compose.Host", "Compose.Files", "Compose.Planning", "Compose.Execution"],
        ["Compose.Lsp"] = ["Compose.Host", "Compose.Files", "Compose.Planning"],
        ["NCompose"] = ["Compose.Host", "Compose.Files", "Compose.Planning", "Compose.Execution"],
        ["NCompose.Xunit"] = ["NCompose"],
        ["NCompose.Xunit3"] = ["NCompose"],
        ["NCompose.MSBuild"] = ["NCompose"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["Compose.Host"] = [],
        ["Compose.Files"] = ["YamlDotNet", "QuikGraph"],
        ["Compose.Engine"] = ["Docker.DotNet.Enhanced"],
        ["Compose.Planning"] = ["Docker.DotNet.Enhanced", "QuikGraph"],
        ["Compose.Watch"] = [],
        ["Compose.Execution"] = [],
        ["Compose.Cli"] = ["Cronos", "System.CommandLine"],
        ["Compose.Ui"] = [],
        ["Compose.Lsp"] = [],
        // The last three are there for the package, which contains the assemblies that use them.
        ["NCompose"] = ["Microsoft.Extensions.Logging.Abstractions", "Docker.DotNet.Enhanced", "QuikGraph", "YamlDotNet"],
        ["NCompose.Xunit"] = ["xunit.extensibility.core"],
        ["NCompose.Xunit3"] = ["xunit.v3.extensibility.core"],
        ["NCompose.MSBuild"] = [],
    };

    public static TheoryData<string> SourceProjects()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
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
        References(project, "PackageReference").Should()
            .BeSubsetOf(AllowedPackages[project], "a new package needs a decision and a line here");

    [Fact]
    public void Every_project_of_the_solution_is_known() =>
        SourceProjects().Select<object[], string>(row => (string)row[0]).Should().BeEquivalentTo(Allowed.Keys);

    /// <summary>
    /// A task that is not awaited takes its failure with it: nothing is printed, and who waits for what it was to do waits for ever.
    /// </summary>
    [Fact]
    public void No_task_is_thrown_away() =>
        SourceFile.OfTheProduct.SelectMany(file => ThrownAway([.. file.Lines]).Select(line => $"{file.Path}: {line}"))
            .Should().BeEmpty("a task is awaited, or added to a TaskGroup, which hands its failure to the one who waits");

    [Theory]
    [InlineData("_ = ReadAsync(cancel);", true)]
    [InlineData("_ = connection.DisposeAsync().AsTask();", true)]
    [InlineData("_ = Task.Run(Work);", true)]
    [InlineData("connection.CloseAsync();", true)]
    [InlineData("_ = await ReadAsync(cancel);", false)]
    [InlineData("await ReadAsync(cancel);", false)]
    [InlineData("return ReadAsync(cancel);", false)]
    [InlineData("var reading = ReadAsync(cancel);", false)]
    public void A_task_that_is_thrown_away_is_found(string line, bool isFound) => ThrownAway(["{", line, "}"]).Any().Should().Be(isFound);

    /// <summary>
    /// Discards, and statements that are nothing but a call. In methods that are themselves asynchronous the compiler finds the latter
    /// (CS4014).
    /// </summary>
    private static IEnumerable<string> ThrownAway(string[] lines)
    {
        var discard = new Regex(@"^_ = (?!await\b).*(Async\(|AsTask\(|Task\.(Run|Factory|WhenAll|WhenAny|Delay)\b)");
        var call = new Regex(@"^[\w.?!]+Async\((?!.*GetResult\(\)).*\);$");
        var code = lines.Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).ToList();
        return code.Where((line, at) => discard.IsMatch(line) || (at > 0 && code[at - 1][^1] is ';' or '{' or '}') && call.IsMatch(line));
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(RepositoryRoot.Combine("src", project, project + ".csproj")).Descendants()
            .Where(element => element.Name.LocalName == kind)
            .Select(element => (string)element.Attribute("Include")!);
}

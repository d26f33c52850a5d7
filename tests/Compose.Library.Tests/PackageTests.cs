using System.Text.RegularExpressions;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Library.Tests;

/// <summary>The packages as users get them: restored from a folder into new projects outside of the tree.</summary>
public sealed partial class PackageTests(PackedLibrary packages) : IClassFixture<PackedLibrary>
{
    /// <summary>What `dotnet new xunit` makes, with the versions of this tree.</summary>
    private const string TestProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />
            <PackageReference Include="xunit" Version="2.9.3" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
          </ItemGroup>
        </Project>
        """;

    private static readonly string Page = File.ReadAllText(RepositoryRoot.Combine("docs", "library.md"));

    /// <summary>The first test of the page as it is written, and all other snippets as further tests of the same project.</summary>
    [Fact]
    public async Task The_page_works_as_written()
    {
        var folder = packages.Folder("page");
        await File.WriteAllTextAsync(Path.Combine(folder, "page.csproj"), TestProject);
        foreach (var command in Blocks("sh").First().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            (await PackedLibrary.RunAsync(folder, "sh", "-c", command)).Should().Match<Testing.Processes.ProcessRun>(run => run.Succeeded);
        var (compose, test) = (Blocks("yaml").First(), Blocks("csharp").First());
        compose.Split('\n').Concat(test.Split('\n')).Count(line => line.Length > 0).Should().BeLessThan(20);
        await File.WriteAllTextAsync(Path.Combine(folder, "compose.yaml"), compose);
        await File.WriteAllTextAsync(Path.Combine(folder, "DatabaseTests.cs"), test);
        await File.WriteAllTextAsync(Path.Combine(folder, "Snippets.cs"), Snippets());

        var run = await PackedLibrary.RunAsync(folder, "dotnet", "test", "--nologo");

        run.Succeeded.Should().BeTrue(run.ToString());
        var snippets = Blocks("csharp run").Count() + Blocks("csharp fixture").Count() + 1;
        run.Output.Should().Contain($"Passed:     {snippets}");
    }

    [Fact]
    public async Task The_example_is_green_keeps_what_explains_a_failure_and_its_compose_file_is_checked_by_the_build()
    {
        var folder = packages.Folder("example");
        foreach (var file in Directory.GetFiles(RepositoryRoot.Combine("examples", "dotnet-tests")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(folder, "Failing.cs"), """
            public class Failing(NCompose.Xunit.ComposeFixture compose) : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => compose.KeepIfFailedAsync();

                [Xunit.Theory, Xunit.InlineData("/etc")]
                public void It_fails(string path) => Xunit.Assert.Empty(path);
            }
            """);

        var run = await PackedLibrary.RunAsync(folder, "dotnet", "run");
        run.Output.Should().Contain("Failed: 1").And.Contain("Total: 3").And.Contain("It_fails");
        var kept = Directory.GetDirectories(Path.Combine(folder, "bin", "Debug", "net10.0", "TestResults", "compose"));
        Path.GetFileName(kept.Should().ContainSingle("the others passed").Which).Should().Be("Failing.It_fails(path____etc_)");
        Directory.GetFiles(kept[0]).Select(Path.GetFileName).Should()
            .BeEquivalentTo("config.yaml", "plan.txt", "ps.json", "logs.txt", "events.json");

        // Nothing has changed, so the mark of the check stays as it is; a mistake in an included file is found all the same.
        var mark = Path.Combine(folder, "obj", "Debug", "net10.0", "ncompose", "checked.txt");
        var before = File.GetLastWriteTimeUtc(mark);
        (await CheckAsync()).Succeeded.Should().BeTrue();
        File.GetLastWriteTimeUtc(mark).Should().Be(before);

        var path = Path.Combine(folder, "compose.yaml");
        await File.AppendAllTextAsync(path, "include: [more.yaml]\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "more.yaml"), "services:\n  more: {image: busybox}\n");
        (await CheckAsync()).Succeeded.Should().BeTrue();
        await File.WriteAllTextAsync(Path.Combine(folder, "more.yaml"), "services:\n  more: {image: busybox, prots: [1]}\n");
        var refused = await CheckAsync();
        refused.Succeeded.Should().BeFalse();
        refused.Output.Should().Contain("more.yaml(2,26,2,31): error NC0302: ");

        Task<Testing.Processes.ProcessRun> CheckAsync() =>
            PackedLibrary.RunAsync(folder, "dotnet", "msbuild", "-t:CheckComposeFiles", "-nologo", "-v:q");
    }

    /// <summary>A block with statements is a test; one with a fixture is used by a test.</summary>
    private static string Snippets()
    {
        var tests = Blocks("csharp run").Select((block, index) =>
            $"    [Fact]\n    public async Task Snippet_{index}()\n    {{\n{block}\nawait Task.CompletedTask;\n    }}\n");
        var fixtures = Blocks("csharp fixture").ToList();
        var uses = fixtures.Select(block => ClassName().Match(block).Groups[1].Value)
            .Select(name => $"public class {name}Tests({name} stack) : IClassFixture<{name}>\n{{\n"
                + "    [Fact]\n    public void It_runs() => Assert.NotEmpty(stack.Stack.Name);\n}\n");
        return $"using NCompose;\nusing NCompose.Xunit;\nusing Xunit;\n\n{string.Join('\n', fixtures)}\n{string.Join('\n', uses)}\n"
            + "public class Snippets\n{\n"
            + "    public Snippets() => Environment.CurrentDirectory = Path.Combine(AppContext.BaseDirectory, \"../../..\");\n\n"
            + $"{string.Concat(tests)}}}\n";
    }

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"^```([a-z ]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex ClassName();
}

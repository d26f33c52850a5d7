using System.Reflection;
using System.Text.RegularExpressions;
using Compose.Cli.Commands.Self;
using Compose.Host;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>
/// The program's own variables: all in one catalogue and one table, and no project's .env sets one that is not marked there.
/// </summary>
public sealed partial class EnvironmentTests
{
    /// <summary>Names in the sources that the product writes or prints but does not read.</summary>
    private static readonly Dictionary<string, string> NotRead = new()
    {
        ["src/Compose.Files/Binding/ApiSocket.cs DOCKER_CONFIG"] = "set in a container",
        ["src/Compose.Engine/Registry/DockerConfig.cs HTTP_PROXY"] = "set in containers and builds",
        ["src/Compose.Engine/Registry/DockerConfig.cs HTTPS_PROXY"] = "set in containers and builds",
        ["src/Compose.Engine/Registry/DockerConfig.cs NO_PROXY"] = "set in containers and builds",
        ["src/Compose.Engine/Registry/DockerConfig.cs FTP_PROXY"] = "set in containers and builds",
        ["src/Compose.Engine/Registry/DockerConfig.cs ALL_PROXY"] = "set in containers and builds",
        ["src/Compose.Execution/Remotes/GitFetch.cs LC_ALL"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_ALLOW_PROTOCOL"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_LFS_SKIP_SMUDGE"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_DIR"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_WORK_TREE"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_INDEX_FILE"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_OBJECT_DIRECTORY"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_COMMON_DIR"] = "set or removed for git",
        ["src/Compose.Execution/Remotes/GitFetch.cs GIT_NAMESPACE"] = "set or removed for git",
        ["src/Compose.Execution/Building/BakeFile.cs NCOMPOSE_BUILD_SECRET_"] = "set for buildx",
        ["src/Compose.Cli/Commands/Bridge/TransformationCommands.cs PATH"] = "the name of an operand",
        ["src/Compose.Planning/Lint/Rules/SecretInEnvironment.cs ACCESS_KEY"] = "looked for in containers",
        ["src/Compose.Planning/Lint/Rules/SecretInEnvironment.cs SECRET_KEY"] = "looked for in containers",
        ["src/Compose.Planning/Lint/Rules/SecretInEnvironment.cs SECRET_ACCESS_KEY"] = "looked for in containers",
    };

    [Fact]
    public void Every_variable_is_in_the_table_of_the_documentation()
    {
        var declared = typeof(EnvironmentNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null))
            .OfType<EnvironmentVariable>().ToList();
        EnvironmentNames.All.Should().BeEquivalentTo(declared).And.OnlyHaveUniqueItems(variable => variable.Name);
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "environment.md"));
        foreach (var variable in declared)
            page.Should().Contain($"| `{variable.Name}` | {variable.Meaning} | {(variable is ProjectVariable ? "yes" : "no")} |\n");
        page.Should().Be(EnvironmentCommand.Render(), "bash eng/generate.sh writes it");
    }

    /// <summary>The analyzer bans reading the environment elsewhere; a name in a text is the other way past the catalogue.</summary>
    [Fact]
    public void No_source_names_a_variable_past_the_catalogue()
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/');
            if (path.Contains("/obj/", StringComparison.Ordinal) || path == "src/Compose.Host/EnvironmentNames.cs")
                continue;
            found.AddRange(VariableName().Matches(File.ReadAllText(file)).Select(match => $"{path} {match.Groups[1].Value}"));
        }

        found.Distinct().Should().BeEquivalentTo(NotRead.Keys, "a variable that is read stands in EnvironmentNames");
    }

    [Fact]
    public void A_project_does_not_configure_the_program()
    {
        using var run = new Run()
            .File("compose.yaml", "services: {web: {imagee: x, volumes: ['~/data:/data']}}\n")
            .File(".env", "GITHUB_ACTIONS=true\nCOMPOSE_PROGRESS=json\nNO_COLOR=1\nHOME=/elsewhere\n")
            .OnTerminal()
            .Ncompose("config");

        run.Error.Should().NotContain("::error").And.NotStartWith("{").And.Contain("\e[");
        run.File("compose.yaml", "services: {web: {image: x, volumes: ['~/data:/data']}}\n").Ncompose("config").Output.Should()
            .Contain("source: /home/someone/data");
    }

    [Fact]
    public void A_project_sets_what_Docker_Compose_lets_it_set()
    {
        using var run = new Run()
            .File("compose.yaml", "services: {web: {image: x}, debug: {image: y, profiles: [p]}}\n")
            .File(".env", "COMPOSE_PROFILES=p\nCOMPOSE_PROJECT_NAME=other\nCOMPOSE_COMPATIBILITY=1\nCOMPOSE_ANSI=never\n")
            .OnTerminal();

        run.Ncompose("config").Output.Should().Contain("name: other\n").And.Contain("debug:");
        run.File(".env", "COMPOSE_PARALLEL_LIMIT=x\n").Ncompose("config").FirstErrorLine.Should()
            .Contain("COMPOSE_PARALLEL_LIMIT must be an integer");
    }

    [GeneratedRegex("\"([A-Z]+_[A-Z0-9_]+|HOME|PATH|PWD|TMPDIR|USERPROFILE|USER|TERM|COLUMNS|LINES|CI|SHELL|EDITOR)\"")]
    private static partial Regex VariableName();
}

using Compose.Testing;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Library.Tests;

/// <summary>
/// The packages of this tree in a folder, under a version that no cache has, and a folder outside of the tree for projects that use them.
/// </summary>
public sealed class PackedLibrary : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("ncompose-packages-").FullName;

    /// <summary>The examples ask for 0.1.*.</summary>
    public string Version { get; } = $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    public async Task InitializeAsync()
    {
        var script = RepositoryRoot.Combine("eng", "pack.sh");
        var pack = await RunAsync(_root, "bash", script, "--built", "--version", Version, Path.Combine(_root, "source"));
        pack.Succeeded.Should().BeTrue(pack.ToString());
        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), """
            <configuration><packageSources><add key="tree" value="source" /></packageSources></configuration>
            """);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var restored = Directory.GetDirectories(cache, "ncompose*").Select(folder => Path.Combine(folder, Version)).Where(Directory.Exists);
        foreach (var package in restored)
            Directory.Delete(package, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A new folder below the configuration that names the packages.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>Runs a program as a user does who has not set anything for this tree.</summary>
    public static Task<ProcessRun> RunAsync(string folder, string program, params string[] arguments)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);
        // The test host's own settings would be those of the tests that it starts.
        var own = environment.Keys.Where(name => name == "CI" || name.StartsWith("MSBuild", StringComparison.Ordinal)
            || name.StartsWith("VSTEST", StringComparison.Ordinal));
        foreach (var name in own.ToList())
            environment.Remove(name);
        return ProcessRun.RunAsync(program, arguments, folder, environment);
    }
}

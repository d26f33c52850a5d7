using Compose.Testing;
using Compose.Testing.Processes;
using Xunit;

namespace Compose.Release.Tests;

/// <summary>The files of a release, packed twice from the programs in artifacts/bin, and the image of a clean Debian.</summary>
public sealed class ReleaseFixture : IAsyncLifetime
{
    private readonly string _work = Directory.CreateTempSubdirectory("ncompose-release-").FullName;

    public string Folder => Path.Combine(_work, "first");

    public string SecondFolder => Path.Combine(_work, "second");

    public string CleanDebian { get; private set; } = "";

    public Dictionary<string, string> Environment { get; } = System.Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);

    public async Task InitializeAsync()
    {
        await RunAsync("bash", "eng/build.sh", "--ui", "--lsp");
        await RunAsync("bash", "eng/release.sh", "--no-build", "--fast", "--out", Folder);
        // What the caller's shell is set to must not show in the files.
        await RunAsync("bash", "-c", $"umask 077; TZ=Asia/Tokyo LC_ALL=C.UTF-8 bash eng/release.sh --no-build --fast --out {SecondFolder}");
        CleanDebian =
            (await RunAsync("bash", "-c", $"PATH=$PATH:{Path.GetDirectoryName(RequiredProgram.Docker)} eng/clean-debian.sh")).Output.Trim();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_work, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A script of the folder scripts in a clean Debian, as lines.</summary>
    public async Task<string[]> InCleanDebianAsync(string script)
    {
        var scripts = RepositoryRoot.Combine("tests", "Compose.Release.Tests", "scripts");
        string[] mounts = ["-v", $"{Folder}:/release:ro", "-v", $"{scripts}:/scripts:ro"];
        var run = await RunAsync(RequiredProgram.Docker, ["run", "--rm", .. mounts, CleanDebian, "bash", $"/scripts/{script}"]);
        return run.Output.TrimEnd('\n').Split('\n');
    }

    /// <summary>Runs a program in the root of the repository, and fails when it does.</summary>
    public async Task<ProcessRun> RunAsync(string program, params string[] arguments)
    {
        var run = await ProcessRun.RunAsync(program, arguments, RepositoryRoot.Path, Environment, limit: TimeSpan.FromMinutes(15));
        return run.Succeeded ? run : throw new InvalidOperationException(run.ToString());
    }
}

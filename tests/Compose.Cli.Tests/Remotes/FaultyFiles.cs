using Compose.Testing.Processes;
using Xunit;

namespace Compose.Cli.Tests.Remotes;

/// <summary>A repository with a folder for each fault that a remote file can have.</summary>
public sealed class FaultyFiles : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = new();
    private readonly string _cache = Directory.CreateTempSubdirectory("ncompose-cache-").FullName;
    private string _commit = "";

    public async Task InitializeAsync()
    {
        await _repository.InitAsync();
        await _repository.CommitAsync(
            ("good/compose.yaml", "services:\n  api:\n    image: busybox\n"),
            ("attribute/compose.yaml", "services:\n  api:\n    image: x\n    imagee: y\n"),
            ("type/compose.yaml", "services:\n  api:\n    image: x\n    init: [1]\n"),
            ("syntax/compose.yaml", "services:\n  api: {image: x\n  b: c\n"),
            ("required/compose.yaml", "services:\n  api:\n    image: ${API_IMAGE?set it}\n"),
            ("template/compose.yaml", "services:\n  api:\n    image: ${API_IMAGE\n"),
            ("cycle/compose.yaml", "include:\n  - ../cycle/compose.yaml\n"),
            ("gone/compose.yaml", "include:\n  - gone.yaml\n"),
            ("variables/compose.yaml", "services:\n  api:\n    image: x\n    env_file: gone.env\n"),
            ("lines/compose.yaml", "services:\n  api:\n    image: x\n    env_file: bad.env\n"),
            ("lines/bad.env", "A=1\nB=${A\n"),
            ("values/compose.yaml", "services:\n  api:\n    image: x\n    env_file: api.env\n"),
            ("values/api.env", "# for all\nLEVEL=info\n"),
            ("extends/compose.yaml", "services:\n  api:\n    extends: {file: ../good/compose.yaml, service: gone}\n"),
            ("dependency/compose.yaml", "services:\n  api:\n    image: x\n    depends_on: [gone]\n"),
            ("network/compose.yaml", "services:\n  api:\n    image: x\n    networks: [gone]\n"),
            ("unset/compose.yaml", "services:\n  api:\n    image: x\n    command: $GONE\n"),
            ("nested/compose.yaml", $"include:\n  - {_repository.Address}#main:attribute\n"),
            ("privileged/compose.yaml", "services:\n  api:\n    image: x\n    privileged: true\n"),
            ("provider/compose.yaml", "services:\n  api:\n    provider: {type: evil}\n"));
        _commit = await _repository.GitAsync("rev-parse", "HEAD");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _repository.Dispose();
        Directory.Delete(_cache, recursive: true);
    }

    /// <summary>A run in a project that includes the file of a folder, by its commit, which the first of them fetches.</summary>
    internal Run Including(string folder) =>
        RunOf($"include:\n  - {_repository.Address}#{_commit}:{folder}\n").Variable("XDG_CACHE_HOME", _cache);

    /// <summary>A run whose cache is in its own folder.</summary>
    internal static Run RunOf(string compose)
    {
        var run = new Run().File("compose.yaml", "name: outer\n" + compose);
        return run.Variable("XDG_CACHE_HOME", Path.Combine(run.Folder, "cache"))
            .Variable("PATH", Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin");
    }
}

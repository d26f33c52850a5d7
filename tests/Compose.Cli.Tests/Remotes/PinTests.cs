using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests.Remotes;

/// <summary>A branch that moves, a tag that is deleted, and a repository that is away: with ncompose.lock and without it.</summary>
public sealed class PinTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = new();
    private Run _run = null!;

    private string Reference => _repository.Address + "#moving";

    public async Task InitializeAsync()
    {
        await _repository.InitAsync();
        await CommitAsync("one");
        await _repository.GitAsync("branch", "moving");
        _run = FaultyFiles.RunOf($"include:\n  - {Reference}\n");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _run.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_pinned_branch_stays_until_an_update()
    {
        Config().Should().Contain("one");
        _run.Ncompose("lock", "--check").ExitCode.Should().Be(1);
        _run.Error.Should().Contain($"{Reference} is not in ncompose.lock");
        _run.Ncompose("lock").ExitCode.Should().Be(0, _run.Error);
        var commit = await _repository.GitAsync("rev-parse", "moving");
        File.ReadAllText(Path.Combine(_run.Folder, "ncompose.lock")).Should().Contain($"remotes:\n  \"{Reference}\": {commit}\n");

        await CommitAsync("two");
        await _repository.GitAsync("branch", "-f", "moving");
        Config().Should().Contain("one");
        _run.Ncompose("lock", "--check").ExitCode.Should().Be(0, _run.Error);
        _run.Ncompose("lock", "--check", "--update").ExitCode.Should().Be(1);
        _run.Error.Should().MatchRegex($"{Reference} [0-9a-f]{{40}} is newer");
        Config().Should().Contain("one");
        _run.Ncompose("lock", "--update").ExitCode.Should().Be(0, _run.Error);
        Config().Should().Contain("two");
    }

    [Fact]
    public async Task A_pinned_name_may_be_deleted()
    {
        _run.Ncompose("lock").ExitCode.Should().Be(0, _run.Error);
        await _repository.GitAsync("branch", "-D", "moving");
        Config().Should().Contain("one");
        Directory.Delete(Path.Combine(_run.Folder, "cache"), recursive: true);
        Config().Should().Contain("one", "the commit itself is still there");

        File.Delete(Path.Combine(_run.Folder, "ncompose.lock"));
        _run.Ncompose("config").ExitCode.Should().Be(1);
        _run.Error.Should().Contain($"cannot read {Reference}: the repository has no branch or tag moving")
            .And.Contain("compose.yaml:3:5 [NC0415]");
    }

    [Fact]
    public void Frozen_refuses_what_is_not_pinned()
    {
        _run.Ncompose("create", "--frozen").ExitCode.Should().Be(1);
        _run.Error.Should().Contain($"cannot read {Reference}: it is not in ncompose.lock; run `ncompose lock`")
            .And.Contain("compose.yaml:3:5 [NC0415]");
        Directory.Exists(Path.Combine(_run.Folder, "cache")).Should().BeFalse("nothing was fetched");
    }

    [Fact]
    public void Without_the_repository_a_stack_can_be_stopped()
    {
        Config().Should().Contain("one");
        Directory.Delete(Path.Combine(_repository.Folder, ".git"), recursive: true);

        _run.Variable("DOCKER_HOST", "unix:///nonexistent/engine.sock").Ncompose("stop");
        _run.Error.Should().MatchRegex($@"{Reference} \([0-9a-f]{{12}}\) is used as it was read last: git: ")
            .And.Contain("/nonexistent/engine.sock").And.NotContain("NC0415");
        _run.Ncompose("create").Error.Should().Contain("NC0415").And.NotContain("/nonexistent/engine.sock");
    }

    [Fact]
    public void With_a_name_alone_the_repository_is_not_asked()
    {
        Config().Should().Contain("one");
        Directory.Delete(Path.Combine(_repository.Folder, ".git"), recursive: true);

        _run.Variable("DOCKER_HOST", "unix:///nonexistent/engine.sock").Ncompose("-p", "outer", "down");
        _run.Error.Should().Contain("/nonexistent/engine.sock").And.NotContain("as it was read last").And.NotContain("git: ");
    }

    private string Config() => _run.Ncompose("config").ExitCode == 0 ? _run.Output : throw new InvalidOperationException(_run.Error);

    private Task CommitAsync(string image) =>
        _repository.CommitAsync(("compose.yaml", $"services:\n  web:\n    image: {image}\n    pull_policy: never\n"));
}

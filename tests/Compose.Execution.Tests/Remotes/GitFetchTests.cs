using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Remotes;

/// <summary>Real repositories on this machine.</summary>
public sealed class GitFetchTests : IDisposable
{
    private readonly FetchFolder _folder = new();
    private readonly GitRepository _repository = new();

    public void Dispose()
    {
        _folder.Dispose();
        _repository.Dispose();
    }

    [Theory]
    [InlineData("", "one")]
    [InlineData("#main", "one")]
    [InlineData("#v1:sub", "two")]
    [InlineData("#main:sub/compose.yaml", "two")]
    [InlineData("?branch=main&subdir=sub", "two")]
    [InlineData("#feature/main", "three")]
    public async Task A_file_is_found(string rest, string content)
    {
        await _repository.WriteAsync();
        var file = _folder.Fetch(_repository.Address + rest);
        file.Failure.Should().BeNull();
        File.ReadAllText(file.Path).Should().Be(content);
        Path.GetFileName(file.Root).Should().HaveLength(40);
    }

    [Theory]
    [InlineData("#nope", "no branch or tag nope")]
    [InlineData("#ain", "no branch or tag ain")]
    [InlineData("#main:nope", "the repository has no nope")]
    [InlineData("#main:empty", "there is no compose file in empty")]
    [InlineData("#main:link/passwd", "the repository has no link/passwd")]
    [InlineData("#0123456", "no branch or tag 0123456; a commit is named by all its digits")]
    [InlineData("#0123456789012345678901234567890123456789", "git: ")]
    public async Task A_file_that_is_not_there_is_one_line(string rest, string why)
    {
        await _repository.WriteAsync();
        _folder.Fetch(_repository.Address + rest).Failure.Should().Contain(why).And.NotContain("\n");
    }

    [Fact]
    public async Task Files_of_several_folders_are_shown_with_their_own_references()
    {
        await _repository.WriteAsync();
        var remotes = _folder.Remotes();
        var (root, sub) = (remotes.Fetch(_repository.Address + "#main"), remotes.Fetch(_repository.Address + "#main:sub"));
        var commit = Path.GetFileName(root.Root)[..12];
        remotes.NameOf(root.Path).Should().Be($"{_repository.Address}#main ({commit}) compose.yaml");
        remotes.NameOf(sub.Path).Should().Be($"{_repository.Address}#main:sub ({commit}) sub/compose.yaml");
        remotes.NameOf(Path.Combine(sub.Root, "empty", "x")).Should().Be($"{_repository.Address}#main ({commit}) empty/x");
    }

    [Fact]
    public async Task A_tag_with_a_message_is_kept_by_its_commit()
    {
        await _repository.WriteAsync();
        await _repository.GitAsync("tag", "-a", "v2", "-m", "two", "main");
        _folder.Fetch(_repository.Address + "#v2").Should().Be(_folder.Fetch(_repository.Address + "#main"));
        Directory.EnumerateDirectories(_folder.Cache).Should().ContainSingle();
    }

    [Fact]
    public async Task A_repository_with_longer_digests_is_read()
    {
        await _repository.InitAsync("--object-format=sha256");
        await _repository.CommitAsync(("compose.yaml", "one"));
        var file = _folder.Fetch(_repository.Address + "#main");
        file.Failure.Should().BeNull();
        Path.GetFileName(file.Root).Should().HaveLength(64);
        File.ReadAllText(file.Path).Should().Be("one");
    }

    [Fact]
    public async Task A_pinned_commit_that_is_there_is_read_without_the_repository()
    {
        await _repository.WriteAsync();
        var (reference, remotes) = (_repository.Address + "#main:sub", _folder.Remotes());
        var file = remotes.Fetch(reference);
        var pins = remotes.Moving.ToDictionary(remote => remote.Reference, remote => remote.Id);
        Directory.Delete(Path.Combine(_repository.Folder, ".git"), recursive: true);
        _folder.Remotes(pins: pins).Fetch(reference).Should().Be(file);
        _folder.Remotes(takesLastRead: true).Fetch(reference).Should().Be(file);
        _folder.Fetch(reference).Failure.Should().StartWith("git: ").And.NotContain("\n");
    }

    [Theory]
    [InlineData("false", "git remote resource is disabled by \"COMPOSE_EXPERIMENTAL_GIT_REMOTE\"")]
    [InlineData("maybe",
        "COMPOSE_EXPERIMENTAL_GIT_REMOTE environment variable expects boolean value: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    public void The_switch_is_heeded(string value, string failure)
    {
        _folder.Variables["COMPOSE_EXPERIMENTAL_GIT_REMOTE"] = value;
        _folder.Fetch(_repository.Address).Failure.Should().Be(failure);
    }

    [Fact]
    public async Task Fetches_at_one_time_are_all_right()
    {
        await _repository.WriteAsync();
        var reference = _repository.Address + "#main:sub";
        var files = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _folder.Fetch(reference))));
        files.Should().OnlyContain(file => file.Failure == null && File.ReadAllText(file.Path) == "two");
        Directory.EnumerateDirectories(_folder.Cache).Should().ContainSingle();
    }

    [Fact]
    public async Task What_a_killed_fetch_has_left_is_fetched_again()
    {
        await _repository.WriteAsync();
        var file = _folder.Fetch(_repository.Address + "#main:sub");
        File.Delete(Path.Combine(file.Root, ".git", "ncompose"));
        await File.WriteAllTextAsync(file.Path, "tw");
        Directory.CreateDirectory(Path.Combine(_folder.Cache, ".ncompose-fetch-killed", ".git"));

        var again = _folder.Fetch(_repository.Address + "#main:sub");
        again.Path.Should().Be(file.Path);
        (await File.ReadAllTextAsync(again.Path)).Should().Be("two");
    }

    [Fact]
    public async Task A_file_comes_over_http_and_a_pinned_one_without_a_request()
    {
        await _repository.WriteAsync();
        await using var server = new GitHttpServer(_repository.Folder, asksForLogin: false);
        var file = _folder.Fetch($"http://{server.Address}/.git#main:sub");
        file.Failure.Should().BeNull();
        File.ReadAllText(file.Path).Should().Be("two");
        server.Requests.Should().NotBeEmpty();
        server.Requests.Clear();
        var commit = Path.GetFileName(file.Root);
        _folder.Fetch($"http://{server.Address}/.git#{commit}:sub").Failure.Should().BeNull();
        server.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("robot:wrong@", null)]
    [InlineData(GitHttpServer.Login + "@", "two")]
    public async Task A_server_that_asks_for_a_login_gets_that_of_the_address(string login, string? content)
    {
        await _repository.WriteAsync();
        await using var server = new GitHttpServer(_repository.Folder, asksForLogin: true);
        var file = _folder.Fetch($"http://{login}{server.Address}/.git#main:sub");
        if (content is null)
            file.Failure.Should().StartWith("git: ").And.NotContain("\n").And.NotContain("wrong");
        else
            File.ReadAllText(file.Path).Should().Be(content);
    }

    [Fact]
    public async Task A_file_comes_over_ssh()
    {
        await _repository.WriteAsync();
        await using var server = await SshServer.StartAsync();
        using var _ = new Variable("GIT_SSH", Path.Combine(server.Folder, "ssh"));
        _folder.Variables["GIT_SSH"] = Path.Combine(server.Folder, "ssh");
        var path = $"{_repository.Folder}/.git";
        foreach (var address in (string[])[$"ssh://far.example{path}", $"{Environment.UserName}@far.example:{path}"])
        {
            var file = _folder.Fetch(address + "#main:sub");
            file.Failure.Should().BeNull();
            File.ReadAllText(file.Path).Should().Be("two");
        }

        _folder.Fetch($"ssh://far.example{_repository.Folder}/nothing.git").Failure.Should().StartWith("git: ").And.NotContain("\n");
    }
}

using System.Net;
using System.Net.Sockets;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Remotes;

/// <summary>Repositories and servers that want something else than to bring compose files: one line each, and nothing is written.</summary>
public sealed class HostileRepositoryTests : IDisposable
{
    private readonly FetchFolder _folder = new();
    private readonly GitRepository _repository = new();

    public void Dispose()
    {
        _folder.Dispose();
        _repository.Dispose();
    }

    [Theory]
    [InlineData(".git")]
    [InlineData(".GIT")]
    [InlineData("..")]
    public async Task A_tree_that_leaves_its_folder_is_refused(string name)
    {
        await _repository.InitAsync();
        await _repository.CommitAsync(("compose.yaml", "one"));
        var blob = await _repository.GitAsync("rev-parse", "main:compose.yaml");
        var inner = await _repository.GitAsync(["mktree"], $"100755 blob {blob}\tpost-checkout\n");
        var hooks = await _repository.GitAsync(["mktree"], $"040000 tree {inner}\thooks\n");
        var tree = await _repository.GitAsync(["mktree"], $"040000 tree {hooks}\t{name}\n100644 blob {blob}\tcompose.yaml\n");
        var commit = await _repository.GitAsync("commit-tree", "-m", "evil", tree);
        await _repository.GitAsync("update-ref", "refs/heads/evil", commit);
        _folder.Fetch(_repository.Address + "#evil").Failure.Should().StartWith("git: ").And.Contain("invalid path").And.NotContain("\n");
        _folder.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_link_out_of_the_repository_is_a_text()
    {
        await _repository.WriteAsync();
        var file = _folder.Fetch(_repository.Address + "#main:linked");
        File.ReadAllText(file.Path).Should().Be("/etc/passwd");
        new FileInfo(file.Path).LinkTarget.Should().BeNull();
    }

    [Fact]
    public async Task Nothing_of_the_repository_or_of_the_users_settings_is_run()
    {
        var proof = Path.Combine(_repository.Folder, "proof");
        await _repository.WriteAsync();
        await _repository.CommitAsync((".gitattributes", "* filter=evil\n"));
        var template = Directory.CreateDirectory(Path.Combine(_folder.Path, "template", "hooks"));
        var hook = Path.Combine(template.FullName, "post-checkout");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch {proof}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = Path.Combine(_folder.Path, "settings");
        await File.WriteAllTextAsync(settings,
            $"[filter \"evil\"]\n smudge = touch {proof}; cat\n[init]\n templateDir = {template.Parent!.FullName}\n[core]\n hooksPath = {template.FullName}\n");
        using var _ = new Variable("GIT_CONFIG_GLOBAL", settings);
        _folder.Fetch(_repository.Address).Failure.Should().BeNull();
        File.Exists(proof).Should().BeFalse();
    }

    [Fact]
    public async Task A_submodule_is_not_fetched()
    {
        await _repository.WriteAsync();
        await _repository.GitAsync("-c", "protocol.file.allow=always", "submodule", "add", "-q", _repository.Address, "module");
        await _repository.CommitAsync();
        var file = _folder.Fetch(_repository.Address);
        Directory.EnumerateFileSystemEntries(Path.Combine(file.Root, "module")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("git://127.0.0.1:1/a#--upload-pack=touch")]
    [InlineData("-oProxyCommand=touch@127.0.0.1:a")]
    [InlineData("fd::7/a.git")]
    public void What_is_no_address_does_not_reach_git(string reference)
    {
        _folder.Fetch(reference).Failure.Should().NotBeNull().And.NotContain("\n").And.NotContain("git: ");
        _folder.Entries.Should().BeEmpty();
    }

    [Fact]
    public void A_daemon_that_never_ends_is_left_at_the_limit()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var folder = new FetchFolder { Limit = TimeSpan.FromSeconds(1) };
        folder.Fetch($"git://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a").Failure.Should()
            .Contain("it took longer than 1 seconds");
        folder.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_no_git_is_one_line()
    {
        await using var server = new ScriptedServer(async (_, stream, stop) => await stream.WriteAsync(ScriptedServer.Reply(200,
            "<html>"u8.ToArray()), stop));
        _folder.Fetch($"http://{server.Address}/a.git").Failure.Should().NotBeNull().And.NotContain("\n");
        _folder.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_redirect_to_another_protocol_is_not_followed()
    {
        await _repository.WriteAsync();
        var location = $"Location: {_repository.Address}/info/refs?service=git-upload-pack\r\n";
        await using var server = new ScriptedServer(
            async (_, stream, stop) => await stream.WriteAsync(ScriptedServer.Reply(302, [], location), stop));
        _folder.Fetch($"http://{server.Address}/a.git").Failure.Should().StartWith("git: ").And.NotContain("\n");
        _folder.Entries.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic")]
    public async Task A_login_is_not_sent_to_where_a_server_redirects(string asked)
    {
        const string wantsLogin = "WWW-Authenticate: Basic realm=\"x\"\r\n";
        await using var elsewhere = new ScriptedServer(
            async (_, stream, stop) => await stream.WriteAsync(ScriptedServer.Reply(401, [], wantsLogin), stop), "127.0.0.2");
        await using var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(
            head.Contains(asked, StringComparison.Ordinal)
                ? ScriptedServer.Reply(302, [], $"Location: http://{elsewhere.Address}/a.git/info/refs?service=git-upload-pack\r\n")
                : ScriptedServer.Reply(401, [], wantsLogin), stop));
        _folder.Fetch($"http://robot:{FetchFolder.Secret}@{server.Address}/a.git").Failure.Should().StartWith("git: ")
            .And.NotContain("\n").And.NotContain(FetchFolder.Secret);
        elsewhere.Requests.Should().NotBeEmpty().And.NotContain(head => head.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
        _folder.Entries.Should().BeEmpty();
    }
}

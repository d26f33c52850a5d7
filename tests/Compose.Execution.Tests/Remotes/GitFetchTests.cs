using System.Net;
using System.Net.Sockets;
using Compose.Host;
using Compose.Host.Processes;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Remotes;

/// <summary>Real repositories on this machine.</summary>
public sealed class GitFetchTests : IDisposable
{
    private readonly FetchFolder _folder = new();
    private readonly string _work = Directory.CreateTempSubdirectory("ncompose-git-").FullName;

    private string Repository => $"file://{_work}/.git";

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_work, recursive: true);
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
        await WriteAsync();
        var file = _folder.Fetch(Repository + rest);
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
    [InlineData("#0123456789012345678901234567890123456789", "git: ")]
    public async Task A_file_that_is_not_there_is_one_line(string rest, string why)
    {
        await WriteAsync();
        _folder.Fetch(Repository + rest).Failure.Should().Contain(why).And.NotContain("\n");
    }

    [Fact]
    public async Task A_link_out_of_the_repository_is_a_text()
    {
        await WriteAsync();
        var file = _folder.Fetch(Repository + "#main:linked");
        File.ReadAllText(file.Path).Should().Be("/etc/passwd");
        new FileInfo(file.Path).LinkTarget.Should().BeNull();
    }

    [Fact]
    public async Task Nothing_of_the_repository_or_of_the_users_settings_is_run()
    {
        var proof = Path.Combine(_work, "proof");
        await WriteAsync();
        await File.WriteAllTextAsync(Path.Combine(_work, ".gitattributes"), "* filter=evil\n");
        await GitAsync("add", ".gitattributes");
        await CommitAsync();
        var template = Directory.CreateDirectory(Path.Combine(_folder.Path, "template", "hooks"));
        var hook = Path.Combine(template.FullName, "post-checkout");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch {proof}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = Path.Combine(_folder.Path, "settings");
        await File.WriteAllTextAsync(settings,
            $"[filter \"evil\"]\n smudge = touch {proof}; cat\n[init]\n templateDir = {template.Parent!.FullName}\n[core]\n hooksPath = {template.FullName}\n");
        using var _ = new Variable("GIT_CONFIG_GLOBAL", settings);
        _folder.Fetch(Repository).Failure.Should().BeNull();
        File.Exists(proof).Should().BeFalse();
    }

    [Fact]
    public async Task A_submodule_is_not_fetched()
    {
        await WriteAsync();
        await GitAsync("-c", "protocol.file.allow=always", "submodule", "add", "-q", Repository, "module");
        await CommitAsync();
        var file = _folder.Fetch(Repository);
        Directory.EnumerateFileSystemEntries(Path.Combine(file.Root, "module")).Should().BeEmpty();
    }

    [Fact]
    public async Task Fetches_at_one_time_are_all_right()
    {
        await WriteAsync();
        var files = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _folder.Fetch(Repository + "#main:sub"))));
        files.Should().OnlyContain(file => file.Failure == null && File.ReadAllText(file.Path) == "two");
        Directory.EnumerateDirectories(_folder.Cache).Should().ContainSingle();
    }

    [Fact]
    public async Task What_a_killed_fetch_has_left_is_fetched_again()
    {
        await WriteAsync();
        var file = _folder.Fetch(Repository + "#main:sub");
        File.Delete(Path.Combine(file.Root, ".git", "ncompose"));
        await File.WriteAllTextAsync(file.Path, "tw");
        Directory.CreateDirectory(Path.Combine(_folder.Cache, ".ncompose-fetch-killed", ".git"));

        var again = _folder.Fetch(Repository + "#main:sub");
        again.Path.Should().Be(file.Path);
        (await File.ReadAllTextAsync(again.Path)).Should().Be("two");
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
        await WriteAsync();
        await using var server = new ScriptedServer(async (_, stream, stop) =>
            await stream.WriteAsync(ScriptedServer.Reply(302, [], $"Location: {Repository}/info/refs?service=git-upload-pack\r\n"), stop));
        _folder.Fetch($"http://{server.Address}/a.git").Failure.Should().StartWith("git: ").And.NotContain("\n");
        _folder.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_comes_over_http_and_a_pinned_one_without_a_request()
    {
        await WriteAsync();
        await using var server = new GitHttpServer(_work, asksForLogin: false);
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
        await WriteAsync();
        await using var server = new GitHttpServer(_work, asksForLogin: true);
        var file = _folder.Fetch($"http://{login}{server.Address}/.git#main:sub");
        if (content is null)
            file.Failure.Should().StartWith("git: ").And.NotContain("\n").And.NotContain("wrong");
        else
            File.ReadAllText(file.Path).Should().Be(content);
    }

    [Fact]
    public async Task A_file_comes_over_ssh()
    {
        await WriteAsync();
        await using var server = await SshServer.StartAsync();
        using var _ = new Variable("GIT_SSH", Path.Combine(server.Folder, "ssh"));
        _folder.Variables["GIT_SSH"] = Path.Combine(server.Folder, "ssh");
        foreach (var address in (string[])[$"ssh://far.example{_work}/.git", $"{Environment.UserName}@far.example:{_work}/.git"])
        {
            var file = _folder.Fetch(address + "#main:sub");
            file.Failure.Should().BeNull();
            File.ReadAllText(file.Path).Should().Be("two");
        }

        _folder.Fetch($"ssh://far.example{_work}/nothing.git").Failure.Should().StartWith("git: ").And.NotContain("\n");
    }

    private async Task WriteAsync()
    {
        await GitAsync("init", "--quiet", "-b", "main", ".");
        foreach (var (name, content) in new[] { ("compose.yaml", "one"), ("sub/compose.yaml", "two"), ("empty/x", "") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_work, name))!);
            await File.WriteAllTextAsync(Path.Combine(_work, name), content);
        }

        File.CreateSymbolicLink(Path.Combine(_work, "link"), "/etc");
        Directory.CreateDirectory(Path.Combine(_work, "linked"));
        File.CreateSymbolicLink(Path.Combine(_work, "linked", "compose.yaml"), "/etc/passwd");
        await GitAsync("add", "-A");
        await CommitAsync();
        await GitAsync("tag", "v1");
        await GitAsync("checkout", "-q", "-b", "feature/main");
        await File.WriteAllTextAsync(Path.Combine(_work, "compose.yaml"), "three");
        await GitAsync("add", "-A");
        await CommitAsync();
        await GitAsync("checkout", "-q", "main");
    }

    private Task CommitAsync() => GitAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "test");

    private async Task GitAsync(params string[] arguments)
    {
        var git = ChildProcess.Find("git", ProcessEnvironment.OfProcess())!;
        var result = await ChildProcess.RunAsync(new ChildStart(git, arguments) { WorkingDirectory = _work }, ReadOnlyMemory<byte>.Empty,
            CancellationToken.None);
        result.ExitCode.Should().Be(0, System.Text.Encoding.UTF8.GetString(result.Error.Span));
    }

    /// <summary>A variable of this process, which git inherits, until the end of a test.</summary>
    private sealed class Variable : IDisposable
    {
        private readonly string _name;

        public Variable(string name, string value)
        {
            _name = name;
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
    }
}

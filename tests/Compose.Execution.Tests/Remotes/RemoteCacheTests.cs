using System.Text;
using Compose.Engine.Artifacts;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Remotes;

/// <summary>Fetches that are stopped, that meet, and that are not needed.</summary>
public sealed class RemoteCacheTests : IAsyncLifetime, IDisposable
{
    private readonly FakeArtifact _artifact = new();
    private readonly FetchFolder _folder = new();
    private readonly TaskCompletionSource _asked = new();
    private ScriptedServer _server = null!;
    private bool _hangs;

    private string Reference => $"oci://{_server.Address}/a:1";

    public Task InitializeAsync()
    {
        _server = new ScriptedServer(async (head, stream, stop) =>
        {
            if (_hangs && head.Contains("/blobs/", StringComparison.Ordinal))
            {
                _asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, stop);
            }

            await stream.WriteAsync(_artifact.Reply(head), stop);
        });
        _artifact.AddEnvironment("a.env");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_fetched_is_the_users_own()
    {
        var file = _folder.Fetch(Reference, _server.Address);
        file.Failure.Should().BeNull();
        File.ReadAllText(file.Path).Should().Be("services: {web: {image: busybox}}\n");
        if (OperatingSystem.IsWindows())
            return;
        File.GetUnixFileMode(file.Root).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var each in Directory.EnumerateFiles(file.Root))
            File.GetUnixFileMode(each).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_project_of_an_index_is_read()
    {
        var (manifest, type) = (_artifact.ManifestBytes, MediaTypes.Project);
        var index = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"manifests":[{"digest":"sha256:{{new string('0', 64)}}","size":3},
             {"digest":"sha256:{{ContentDigest.Hex(manifest)}}","size":{{manifest.Length}},"artifactType":"{{type}}"}]}
            """);
        await using var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(
            head.Contains("/manifests/", StringComparison.Ordinal) && !head.Contains(ContentDigest.Hex(manifest), StringComparison.Ordinal)
                ? ScriptedServer.Reply(200, index) : _artifact.Reply(head), stop));
        File.ReadAllText(_folder.Fetch($"oci://{server.Address}/a:1", server.Address).Path).Should().Contain("busybox");
    }

    [Fact]
    public async Task A_fetch_that_is_stopped_leaves_nothing_and_is_done_again()
    {
        _hangs = true;
        using var stop = new CancellationTokenSource();
        var fetch = Task.Run(() => _folder.Remotes(_server.Address, stop: stop.Token).Fetch(Reference));
        await _asked.Task;
        await stop.CancelAsync();
        await ((Func<Task>)(() => fetch)).Should().ThrowAsync<OperationCanceledException>();
        _folder.Entries.Should().BeEmpty();

        _hangs = false;
        _folder.Fetch(Reference, _server.Address).Failure.Should().BeNull();
    }

    [Fact]
    public void A_folder_that_another_program_has_left_half_written_is_replaced()
    {
        var file = _folder.Fetch(Reference, _server.Address);
        File.Delete(Path.Combine(file.Root, ".ncompose"));
        File.WriteAllText(file.Path, "services: {w");
        Directory.CreateDirectory(Path.Combine(_folder.Cache, ".ncompose-fetch-killed"));

        var again = _folder.Fetch(Reference, _server.Address);
        again.Path.Should().Be(file.Path);
        File.ReadAllText(again.Path).Should().Contain("busybox");
    }

    [Fact]
    public async Task Fetches_at_one_time_are_all_right()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _folder.Fetch(Reference, _server.Address))));
        files.Should().OnlyContain(file => file.Failure == null && File.Exists(file.Path));
        Directory.EnumerateDirectories(_folder.Cache).Should().ContainSingle();
    }

    [Fact]
    public void What_is_pinned_and_there_is_not_asked_for()
    {
        var remotes = _folder.Remotes(_server.Address);
        remotes.Fetch(Reference);
        var pins = remotes.Moving.ToDictionary(remote => remote.Reference, remote => remote.Id);
        var asked = _server.Requests.Count;

        _folder.Remotes(_server.Address, pins: pins).Fetch(Reference).Failure.Should().BeNull();
        _folder.Fetch($"oci://{_server.Address}/a@{pins[Reference]}", _server.Address).Failure.Should().BeNull();
        _server.Requests.Should().HaveCount(asked);
    }

    [Fact]
    public void The_lock_file_wins_over_the_tag()
    {
        var remotes = _folder.Remotes(_server.Address);
        remotes.Fetch(Reference);
        var pins = remotes.Moving.ToDictionary(remote => remote.Reference, remote => remote.Id);
        _artifact.AddEnvironment("b.env");
        _folder.Remotes(_server.Address, pins: pins).Fetch(Reference).Path.Should().Be(remotes.Fetch(Reference).Path);
        _folder.Fetch(Reference, _server.Address).Path.Should().NotBe(remotes.Fetch(Reference).Path);
    }

    [Fact]
    public async Task Without_the_registry_what_was_read_last_is_enough_for_commands_that_create_nothing()
    {
        var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(_artifact.Reply(head), stop));
        var (address, reference) = (server.Address, $"oci://{server.Address}/a:1");
        var file = _folder.Fetch(reference, address);
        await server.DisposeAsync();

        var lines = new List<string>();
        _folder.Remotes(address, takesLastRead: true, progress: lines.Add).Fetch(reference).Should().Be(file);
        lines.Should().ContainSingle().Which.Should().StartWith($"{reference} (sha256:").And.Contain("is used as it was read last: ")
            .And.Contain("cannot be reached");
        _folder.Fetch(reference, address).Failure.Should().Contain("cannot be reached");
        _folder.Remotes(address, takesLastRead: true).Fetch($"oci://{address}/other").Failure.Should().Contain("cannot be reached");
    }

    [Fact]
    public void A_commit_in_the_lock_file_is_no_digest() =>
        _folder.Remotes(_server.Address, pins: new() { [Reference] = new string('0', 40) }).Fetch(Reference).Failure.Should()
            .Be("ncompose.lock has no digest for it; run `ncompose lock --update`");

    [Theory]
    [InlineData("false", "OCI remote resource is disabled by \"COMPOSE_EXPERIMENTAL_OCI_REMOTE\"")]
    [InlineData("maybe",
        "COMPOSE_EXPERIMENTAL_OCI_REMOTE environment variable expects boolean value: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    public void The_switch_is_heeded(string value, string failure)
    {
        _folder.Variables["COMPOSE_EXPERIMENTAL_OCI_REMOTE"] = value;
        _folder.Fetch(Reference, _server.Address).Failure.Should().Be(failure);
        _server.Requests.Should().BeEmpty();
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Compose.Engine.Artifacts;
using Compose.Execution.Remotes;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Remotes;

/// <summary>Artifacts and registries that want something else than to bring compose files: one line each, and nothing is written.</summary>
public sealed class HostileArtifactTests
{
    private static readonly Dictionary<string, (Action<FakeArtifact> Spoil, string Why)> Artifacts = new(StringComparer.Ordinal)
    {
        ["a name that leaves the folder"] = (artifact => artifact.AddEnvironment("../../evil.env"),
            "name \"../../evil.env\", which is refused"),
        ["an absolute name"] = (artifact => artifact.AddEnvironment("/tmp/evil.env"), "which is refused"),
        ["a name in a folder"] = (artifact => artifact.AddEnvironment("a/b.env"), "which is refused"),
        ["a name with a backslash"] = (artifact => artifact.AddEnvironment("..\\b.env"), "which is refused"),
        ["the name of the folder above"] = (artifact => artifact.AddEnvironment(".."), "which is refused"),
        ["the name of the folder"] = (artifact => artifact.AddEnvironment("."), "which is refused"),
        ["no name"] = (artifact => artifact.AddEnvironment(""), "which is refused"),
        ["a long name"] = (artifact => artifact.AddEnvironment(new string('a', 129)), "which is refused"),
        ["a name with lines"] = (artifact => artifact.AddEnvironment("a\nb"), "name \"a?b\", which is refused"),
        ["a name with a NUL"] = (artifact => artifact.AddEnvironment("a\0b"), "which is refused"),
        ["the compose file as an env file"] = (artifact => artifact.AddEnvironment("compose.yaml"), "two files of the name compose.yaml"),
        ["the compose file in capitals"] = (artifact => artifact.AddEnvironment("Compose.YAML"), "two files of the name Compose.YAML"),
        ["the mark of the cache"] = (artifact => artifact.AddEnvironment(".ncompose"), "two files of the name .ncompose"),
        ["two files of one name"] = (artifact =>
        {
            artifact.AddEnvironment("a.env", "A=1\n");
            artifact.AddEnvironment("a.env", "A=2\n");
        }, "two files of the name a.env"),
        ["an extended file that leaves the folder"] = (artifact =>
            artifact.Add(MediaTypes.ComposeFile, "com.docker.compose.file", "../evil.yaml",
                "x: 1\n")["annotations"]!["com.docker.compose.extends"] = "true", "which is refused"),
        ["other content than the digest"] =
            (artifact => artifact.Blobs[artifact.Blobs.Keys.First()] = Encoding.UTF8.GetBytes(new string('x', 34)), "sends other content"),
        ["less content than the size"] = (artifact => artifact.Layers[0]!["size"] = 1000, "bytes of sha256:"),
        ["more content than the size"] = (artifact => artifact.Layers[0]!["size"] = 3, "of more than 3 bytes"),
        ["a large layer"] = (artifact => artifact.Layers[0]!["size"] = Artifact.LongestLayer + 1, "layer of more than"),
        ["a layer of a negative size"] = (artifact => artifact.Layers[0]!["size"] = -1, "a layer has no size"),
        ["a size that is a text"] = (artifact => artifact.Layers[0]!["size"] = "34", "a layer has no size"),
        ["many layers"] = (artifact =>
        {
            for (var i = 0; i < Artifact.MostLayers; i++)
                artifact.AddEnvironment($"{i}.env");
        }, "more than 64 layers"),
        ["many large layers"] = (artifact =>
        {
            for (var i = 0; i < 9; i++)
                artifact.AddEnvironment($"{i}.env")["size"] = Artifact.LongestLayer;
        }, "layers of more than"),
        ["a digest that is a path"] = (artifact => artifact.Layers[0]!["digest"] = "sha256:../../../etc/passwd", "no sha256 digest"),
        ["a digest of another kind"] = (artifact => artifact.Layers[0]!["digest"] = "md5:d41d8cd98f00b204e9800998ecf8427e",
            "no sha256 digest"),
        ["a layer that is a number"] = (artifact => artifact.Layers.Add(5), "a layer is no object"),
        ["content of an unknown kind"] = (artifact => artifact.Layers[0]!["mediaType"] = "application/x-evil", "unknown kind"),
        ["no compose file"] = (artifact => artifact.Layers.Clear(), "no compose file"),
        ["no JSON"] = (artifact => artifact.Manifest = "<html>"u8.ToArray(), "it is not JSON"),
        ["a manifest that is a list"] = (artifact => artifact.Manifest = "[]"u8.ToArray(), "it is no object"),
        ["a large manifest"] = (artifact => artifact.Manifest = new byte[5 * 1024 * 1024], "a manifest of more than"),
        ["an index without a project"] = (artifact => artifact.Manifest = Index("application/x-image"),
            "an index without a compose project"),
        ["an index that names another manifest"] = (artifact => artifact.Manifest = Index(MediaTypes.Project), "sends another manifest"),
        ["an image"] = (artifact => artifact.ArtifactType = "", "is not a compose project"),
    };

    public static TheoryData<string> Names => [.. Artifacts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_artifact_is_refused(string name)
    {
        var (spoil, why) = Artifacts[name];
        var artifact = new FakeArtifact();
        spoil(artifact);
        await using var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(artifact.Reply(head), stop));
        using var folder = new FetchFolder();
        Refused(folder, server.Address, why);
    }

    [Theory]
    [InlineData("redirects without an end", 302, "Location: /v2/again\r\n", "redirects without an end")]
    [InlineData("redirects to nowhere", 307, "", "redirects without an end")]
    [InlineData("redirects to a file", 302, "Location: file:///etc/passwd\r\n", "which is not encrypted")]
    [InlineData("always fails", 500, "", "status 500")]
    [InlineData("always wants a login", 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", "access denied")]
    [InlineData("has a token in a file", 401, "WWW-Authenticate: Bearer realm=\"file:///etc/passwd\"\r\n", "its scheme is not https")]
    [InlineData("has a token nowhere", 401, "WWW-Authenticate: Bearer service=\"x\"\r\n", "names no address for a token")]
    [InlineData("has an unknown way to log in", 401, "WWW-Authenticate: Odd\r\n", "access denied")]
    public async Task A_registry_is_refused(string name, int status, string headers, string why)
    {
        name.Should().NotBeEmpty();
        await using var server = new ScriptedServer(async (_, stream, stop) => await stream.WriteAsync(ScriptedServer.Reply(status, [],
            headers), stop));
        using var folder = new FetchFolder();
        folder.LogIn(server.Address);
        Refused(folder, server.Address, why);
        server.Requests.Count.Should().BeLessThan(10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")]
    public async Task A_registry_that_never_ends_is_left_at_the_limit(string beginning)
    {
        await using var server = new ScriptedServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var folder = new FetchFolder { Limit = TimeSpan.FromSeconds(1) };
        Refused(folder, server.Address, "it took longer than 1 seconds (see NCOMPOSE_REMOTE_TIMEOUT)");
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_is_an_error()
    {
        await using var server = new ScriptedServer(async (_, stream,
            stop) => await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), stop));
        using var folder = new FetchFolder();
        Refused(folder, server.Address, "ends the connection in the middle of a manifest");
    }

    [Fact]
    public async Task A_redirect_is_followed_without_the_login()
    {
        var artifact = new FakeArtifact();
        await using var store = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(artifact.Reply(head), stop));
        await using var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(
            !head.Contains("Authorization: Basic", StringComparison.Ordinal) ? ScriptedServer.Reply(401, [],
                "WWW-Authenticate: Basic realm=\"x\"\r\n")
            : head.Contains("/blobs/", StringComparison.Ordinal) ? ScriptedServer.Reply(307, [],
                $"Location: http://{store.Address}{head.Split(' ')[1]}\r\n")
            : artifact.Reply(head), stop));
        using var folder = new FetchFolder();
        folder.LogIn(server.Address);
        folder.Fetch($"oci://{server.Address}/a", server.Address).Failure.Should().BeNull();
        store.Requests.Should().ContainSingle().Which.Should().NotContain("Authorization");
    }

    [Theory]
    [InlineData(401, "WWW-Authenticate: Bearer realm=\"http://ELSEWHERE/token\"\r\n", "wants its credential to be sent to 127.0.0.2",
        false)]
    [InlineData(307, "Location: http://ELSEWHERE/blob\r\n", "access denied", true)]
    public async Task A_login_is_not_sent_to_another_host(int status, string headers, string why, bool isAsked)
    {
        const string wantsLogin = "WWW-Authenticate: Basic realm=\"x\"\r\n";
        await using var elsewhere = new ScriptedServer(
            async (_, stream, stop) => await stream.WriteAsync(ScriptedServer.Reply(401, [], wantsLogin), stop), "127.0.0.2");
        await using var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(
            head.Contains("Authorization: Basic", StringComparison.Ordinal) || status == 401
                ? ScriptedServer.Reply(status, [], headers.Replace("ELSEWHERE", elsewhere.Address, StringComparison.Ordinal))
                : ScriptedServer.Reply(401, [], wantsLogin), stop));
        using var folder = new FetchFolder();
        folder.LogIn(server.Address);
        Refused(folder, server.Address, why);
        elsewhere.Requests.Should().HaveCount(isAsked ? 1 : 0)
            .And.NotContain(head => head.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_run_reads_a_hundred_remote_files_at_most()
    {
        var artifact = new FakeArtifact();
        await using var server = new ScriptedServer(async (head, stream, stop) => await stream.WriteAsync(artifact.Reply(head), stop));
        using var folder = new FetchFolder();
        var remotes = folder.Remotes(server.Address);
        for (var i = 0; i < RemoteFiles.MostFiles; i++)
            remotes.Fetch($"oci://{server.Address}/a:{i}").Failure.Should().BeNull();
        var asked = server.Requests.Count;
        remotes.Fetch($"oci://{server.Address}/a:more").Failure.Should().Be("this run has read 100 remote files already");
        remotes.Fetch($"oci://{server.Address}/a:1").Failure.Should().BeNull();
        server.Requests.Should().HaveCount(asked);
    }

    [Fact]
    public async Task After_the_end_of_a_token_the_next_one_is_taken()
    {
        var artifact = new FakeArtifact();
        string address = "", token = "";
        await using var server = new ScriptedServer(async (head, stream, stop) =>
        {
            // A token is good for one request. Which one is settled before the answer, because the next request follows that at once.
            var isTokenRequest = head.StartsWith("GET /token", StringComparison.Ordinal);
            var isAllowed = token.Length > 0 && head.Contains("Bearer " + token, StringComparison.Ordinal);
            token = isTokenRequest ? Guid.NewGuid().ToString("N") : "";
            await stream.WriteAsync(isTokenRequest ? ScriptedServer.Reply(200, Encoding.UTF8.GetBytes($"{{\"token\":\"{token}\"}}"))
                : isAllowed ? artifact.Reply(head)
                : ScriptedServer.Reply(401, [], $"WWW-Authenticate: Bearer realm=\"http://{address}/token\"\r\n"), stop);
        });
        address = server.Address;
        using var folder = new FetchFolder();
        folder.Fetch($"oci://{server.Address}/a", server.Address).Failure.Should().BeNull();
    }

    private static void Refused(FetchFolder folder, string registry, string why)
    {
        var failure = folder.Fetch($"oci://{registry}/a", registry).Failure;
        failure.Should().NotBeNull().And.Contain(why).And.NotContain("\n").And.NotContain(FetchFolder.Secret);
        folder.Entries.Should().BeEmpty();
        File.Exists("/tmp/evil.env").Should().BeFalse();
    }

    private static byte[] Index(string artifactType) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["manifests"] = new JsonArray(new JsonObject
        {
            ["digest"] = "sha256:" + ContentDigest.Hex("other"),
            ["size"] = 5,
            ["artifactType"] = artifactType
        }),
    }.ToJsonString());
}

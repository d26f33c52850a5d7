using System.Text.Json;
using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

/// <summary>Files in and out of containers, as tar streams.</summary>
public sealed partial class EngineClient
{
    /// <summary>What is at a path in a container.</summary>
    public async Task<PathStat> StatPathAsync(string id, string path, CancellationToken cancel = default)
    {
        var target = Target.Of("/containers", id, "/archive").Add("path", path);
        var response = await SendAsync(new HttpRequest("HEAD", target.ToString()), cancel).ConfigureAwait(false);
        await using (response.ConfigureAwait(false))
        {
            return StatOf(response);
        }
    }

    public async Task<ArchiveDownload> GetArchiveAsync(string id, string path, CancellationToken cancel = default)
    {
        var target = Target.Of("/containers", id, "/archive").Add("path", path);
        var response = await SendAsync(new HttpRequest("GET", target.ToString()), cancel).ConfigureAwait(false);
        try
        {
            return new ArchiveDownload(StatOf(response), response.Body);
        }
        catch
        {
            await response.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Unpacks a tar stream in a folder of a container. <paramref name="keepKinds"/> refuses to replace a folder by a file or
    /// the other way round, <paramref name="copyOwners"/> gives all to the container's user, where it has one.
    /// </summary>
    public Task PutArchiveAsync(
        string id, string path, Stream tar, bool keepKinds = false, bool copyOwners = false, CancellationToken cancel = default)
    {
        var target = Target.Of("/containers", id, "/archive").Add("path", path)
            .Add("noOverwriteDirNonDir", keepKinds).Add("copyUIDGID", copyOwners);
        return DoAsync(new HttpRequest("PUT", target.ToString()) { BodyStream = tar, ContentType = "application/x-tar" }, cancel);
    }

    /// <summary>The container's whole file system.</summary>
    public Task<Stream> ExportContainerAsync(string id, CancellationToken cancel = default) =>
        DownloadAsync(Target.Of("/containers", id, "/export"), cancel);

    private async Task<Stream> DownloadAsync(string target, CancellationToken cancel) =>
        (await SendAsync(new HttpRequest("GET", target), cancel).ConfigureAwait(false)).Body;

    private Task<Stream> DownloadAsync(Target target, CancellationToken cancel) => DownloadAsync(target.ToString(), cancel);

    private static PathStat StatOf(HttpResponse response)
    {
        try
        {
            var encoded = response.Header("X-Docker-Container-Path-Stat") ?? "";
            return JsonSerializer.Deserialize(Convert.FromBase64String(encoded), WireJson.Default.PathStat)
                ?? throw EngineError.Garbled(response.Request, "no description of the path");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw EngineError.Garbled(response.Request, "no description of the path");
        }
    }
}

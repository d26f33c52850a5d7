using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Compose.Host;

namespace Compose.Engine.Artifacts;

/// <summary>Writes into a repository of a registry.</summary>
public sealed class RegistryUpload(RegistryClient registry)
{
    private const int LongestManifest = 4 * 1024 * 1024;

    private const string AnyImage =
        $"{MediaTypes.Manifest}, {MediaTypes.Index}, {MediaTypes.DockerManifest}, {MediaTypes.DockerIndex}";

    /// <summary>Writes content that is not there yet.</summary>
    public async Task BlobAsync(byte[] content, CancellationToken cancellationToken)
    {
        var digest = "sha256:" + ContentDigest.Hex(content);
        if (await HasAsync(digest, cancellationToken).ConfigureAwait(false))
            return;
        var address = await BeginAsync("", cancellationToken).ConfigureAwait(false);
        await FinishAsync(address!, digest, () => Bytes(content, "application/octet-stream"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The digest of the manifest, which has the tag of the name, or no tag.</summary>
    public async Task<string> ManifestAsync(byte[] content, string mediaType, string? tag, CancellationToken cancellationToken)
    {
        var digest = "sha256:" + ContentDigest.Hex(content);
        using var answer = await registry.SendAsync(HttpMethod.Put, $"manifests/{tag ?? digest}", () => Bytes(content, mediaType), null,
            cancellationToken)
            .ConfigureAwait(false);
        return digest;
    }

    /// <summary>Copies an image, with the images of all its platforms, and returns how an index names it.</summary>
    public async Task<Layer> CopyAsync(RegistryClient from, CancellationToken cancellationToken) =>
        await CopyAsync(from, from.Name.Reference, depth: 0, cancellationToken).ConfigureAwait(false);

    private async Task<Layer> CopyAsync(RegistryClient from, string reference, int depth, CancellationToken cancellationToken)
    {
        using var answer = await from.SendAsync(HttpMethod.Get, $"manifests/{reference}", () => null, AnyImage,
            cancellationToken).ConfigureAwait(false);
        var content = await BoundedBody.ReadAsync(answer.Content, LongestManifest, "a manifest", cancellationToken).ConfigureAwait(false);
        var mediaType = answer.Content.Headers.ContentType?.MediaType ?? MediaTypes.Manifest;
        var manifest = ManifestText.Parse(content);
        if (depth > 1)
            throw new RegistryFailure($"{from.Name} has an index in an index");
        foreach (var image in manifest.Manifests)
            await CopyAsync(from, image.Digest, depth + 1, cancellationToken).ConfigureAwait(false);
        foreach (var blob in BlobsOf(content))
            await CopyBlobAsync(from, blob, cancellationToken).ConfigureAwait(false);
        var digest = await ManifestAsync(content, mediaType, null, cancellationToken).ConfigureAwait(false);
        return new Layer(mediaType, digest, content.Length);
    }

    private async Task CopyBlobAsync(RegistryClient from, string digest, CancellationToken cancellationToken)
    {
        if (await HasAsync(digest, cancellationToken).ConfigureAwait(false))
            return;
        var mount = from.Name.Registry == registry.Name.Registry ? $"?mount={digest}&from={Uri.EscapeDataString(from.Name.Repository)}"
            : "";
        if (await BeginAsync(mount, cancellationToken).ConfigureAwait(false) is not { } address)
            return;
        using var answer = await from.SendAsync(HttpMethod.Get, $"blobs/{digest}", () => null, null,
            cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await FinishAsync(address, digest, () =>
            {
                var stream = new StreamContent(body);
                stream.Headers.ContentLength = answer.Content.Headers.ContentLength;
                stream.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                return stream;
            }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasAsync(string digest, CancellationToken cancellationToken)
    {
        using var answer = await registry.AskAsync(HttpMethod.Head, $"blobs/{digest}", () => null, null,
            cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Null when the content is there without an upload.</summary>
    private async Task<Uri?> BeginAsync(string query, CancellationToken cancellationToken)
    {
        using var answer = await registry.SendAsync(HttpMethod.Post, "blobs/uploads/" + query, () => new ByteArrayContent([]), null,
            cancellationToken)
            .ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.Created ? null : registry.Continuation(answer);
    }

    private async Task FinishAsync(Uri address, string digest, Func<HttpContent> body, CancellationToken cancellationToken)
    {
        var separator = address.Query.Length > 0 ? "&" : "?";
        using var answer = await registry.SendAsync(HttpMethod.Put,
            $"{address.AbsoluteUri}{separator}digest={Uri.EscapeDataString(digest)}", body, null, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The config and the layers of an image, however many.</summary>
    private static List<string> BlobsOf(byte[] manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(manifest);
            var blobs = new List<string>();
            if (json.RootElement.TryGetProperty("config", out var config))
                blobs.Add(DigestOf(config));
            if (json.RootElement.TryGetProperty("layers", out var layers))
                blobs.AddRange(layers.EnumerateArray().Select(DigestOf));
            return blobs;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is not JSON, or a part is of another kind, or a text is not Unicode.
            throw ManifestText.Wrong("it is not JSON");
        }
    }

    private static string DigestOf(JsonElement part) =>
        part.TryGetProperty("digest", out var digest) && digest.GetString() is { } text && ArtifactName.IsDigest(text) ? text
            : throw ManifestText.Wrong("a layer has no sha256 digest");

    private static ByteArrayContent Bytes(byte[] content, string mediaType)
    {
        var body = new ByteArrayContent(content);
        body.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return body;
    }
}

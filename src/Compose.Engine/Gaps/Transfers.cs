using System.Runtime.CompilerServices;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Upstream hands the errors inside of a pull, push, load or build to a callback as messages like all others.</summary>
public sealed partial class EngineClient
{
    /// <summary>The pull goes on as long as the sequence is read.</summary>
    public IAsyncEnumerable<JSONMessage> PullImageAsync(
        string image, string? platform = null, RegistryCredential? credential = null, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageName.Split(image);
        var target = new Target("/images/create").Add("fromImage", repository).Add("tag", tag).Add("platform", platform);
        return TransferAsync(
            new HttpRequest("POST", target.ToString()) { RegistryAuth = credential?.ToHeader() }, cancellationToken);
    }

    public IAsyncEnumerable<JSONMessage> PushImageAsync(
        string image, RegistryCredential? credential = null, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageName.Split(image);
        var target = Target.OfImage(repository, "/push").Add("tag", tag);

        // The engine insists on the header even for a registry without logins.
        return TransferAsync(
            new HttpRequest("POST", target.ToString()) { RegistryAuth = (credential ?? new RegistryCredential()).ToHeader() },
            cancellationToken);
    }

    public IAsyncEnumerable<JSONMessage> LoadImagesAsync(Stream tar, CancellationToken cancellationToken = default) =>
        TransferAsync(Upload(new Target("/images/load").Add("quiet", "0"), tar), cancellationToken);

    /// <summary>Makes an image of a file system in a tar stream; <paramref name="changes"/> are Dockerfile instructions.</summary>
    public IAsyncEnumerable<JSONMessage> ImportImageAsync(
        Stream tar, string repository, string tag, IReadOnlyList<string>? changes = null, CancellationToken cancellationToken = default)
    {
        var target = new Target("/images/create").Add("fromSrc", "-").Add("repo", repository).Add("tag", tag).Add("changes", changes ?? []);
        return TransferAsync(Upload(target, tar), cancellationToken);
    }

    private static HttpRequest Upload(Target target, Stream? tar) => new("POST", target.ToString())
    {
        BodyStream = tar,
        ContentType = tar is null ? null : "application/x-tar",
    };

    private async IAsyncEnumerable<JSONMessage> TransferAsync(
        HttpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = SequenceAsync(request, GapJson.Default.TransferMessage, cancellationToken);
        await foreach (var message in messages.ConfigureAwait(false))
        {
            if ((message.Error?.Message ?? message.ErrorText) is { } failure)
                throw EngineError.Of(EngineErrorKind.Failed, failure.Trim());
            yield return message;
        }
    }
}

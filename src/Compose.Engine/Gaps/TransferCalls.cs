using System.Runtime.CompilerServices;
using Compose.Engine.Errors;
using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream hands the errors inside of a pull, push, load or build to a callback as messages like all others.</summary>
public static class TransferCalls
{
    /// <summary>The pull goes on as long as the sequence is read.</summary>
    public static IAsyncEnumerable<JSONMessage> PullImageAsync(
        this EngineClient engine, string image, string? platform = null, RegistryCredential? credential = null,
        CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageName.Split(image);
        var target = new Target("/images/create").Add("fromImage", repository).Add("tag", tag).Add("platform", platform);
        var header = credential is null ? null : RegistryHeader.Of(credential);
        return engine.TransferAsync(new HttpRequest("POST", target.ToString()) { RegistryAuth = header }, cancellationToken);
    }

    public static IAsyncEnumerable<JSONMessage> PushImageAsync(
        this EngineClient engine, string image, RegistryCredential? credential = null, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageName.Split(image);
        var target = Target.OfImage(repository, "/push").Add("tag", tag);

        // The engine insists on the header even for a registry without logins.
        var header = RegistryHeader.Of(credential ?? new RegistryCredential());
        return engine.TransferAsync(new HttpRequest("POST", target.ToString()) { RegistryAuth = header }, cancellationToken);
    }

    public static IAsyncEnumerable<JSONMessage> LoadImagesAsync(
        this EngineClient engine, Stream tar, CancellationToken cancellationToken = default) =>
        engine.TransferAsync(Upload(new Target("/images/load").Add("quiet", "0"), tar), cancellationToken);

    /// <summary>Makes an image of a file system in a tar stream; <paramref name="changes"/> are Dockerfile instructions.</summary>
    public static IAsyncEnumerable<JSONMessage> ImportImageAsync(
        this EngineClient engine, Stream tar, string repository, string tag, IReadOnlyList<string>? changes = null,
        CancellationToken cancellationToken = default)
    {
        var target = new Target("/images/create").Add("fromSrc", "-").Add("repo", repository).Add("tag", tag).Add("changes", changes ?? []);
        return engine.TransferAsync(Upload(target, tar), cancellationToken);
    }

    internal static HttpRequest Upload(Target target, Stream? tar) => new("POST", target.ToString())
    {
        BodyStream = tar,
        ContentType = tar is null ? null : "application/x-tar",
    };

    internal static async IAsyncEnumerable<JSONMessage> TransferAsync(
        this EngineClient engine, HttpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = engine.SequenceAsync(request, GapJson.Default.TransferMessage, cancellationToken);
        await foreach (var message in messages.ConfigureAwait(false))
        {
            if ((message.Error?.Message ?? message.ErrorText) is { } failure)
                throw EngineError.Of(EngineErrorKind.Failed, failure.Trim());
            yield return message;
        }
    }
}

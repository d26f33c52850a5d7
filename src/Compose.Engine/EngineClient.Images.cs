using Compose.Engine.Http;
using Compose.Engine.Registry;
using Compose.Engine.Wire;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(
        Filters? filters = null, bool all = false, CancellationToken cancel = default) =>
        GetAsync(new Target("/images/json").Add("all", all).Add(filters), static (ref at) => at.List(ImageSummary.Read), cancel);

    /// <summary>Platform and manifests are asked for only where the engine knows them.</summary>
    public async Task<ImageInspect> InspectImageAsync(
        string name, ImagePlatform? platform = null, bool manifests = false, CancellationToken cancel = default)
    {
        var version = await VersionAsync(cancel).ConfigureAwait(false);
        var target = Target.OfImage(name, "/json")
            .Add("manifests", manifests && ApiVersions.ImageManifests.IsOpen(version))
            .Add("platform", ApiVersions.ImageInspectPlatform.IsOpen(version) ? PlatformJson(platform) : null);
        return await GetAsync(target, ImageInspect.Read, cancel).ConfigureAwait(false);
    }

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> while containers use it.</summary>
    public Task<IReadOnlyList<ImageRemoval>> RemoveImageAsync(
        string name, bool force = false, bool keepParents = false, CancellationToken cancel = default) =>
        ReadAsync(
            new HttpRequest("DELETE", Target.OfImage(name).Add("force", force).Add("noprune", keepParents).ToString()),
            WireJson.Default.IReadOnlyListImageRemoval,
            cancel);

    public Task TagImageAsync(string name, string repository, string tag, CancellationToken cancel = default) =>
        PostAsync(Target.OfImage(name, "/tag").Add("repo", repository).Add("tag", tag), cancel);

    public Task<ImagePruneReport> PruneImagesAsync(Filters? filters = null, CancellationToken cancel = default) =>
        ReadAsync(new HttpRequest("POST", new Target("/images/prune").Add(filters).ToString()), WireJson.Default.ImagePruneReport, cancel);

    /// <summary>
    /// Pulls an image; its failure, when it comes as a message, is thrown at that point. The pull goes on as long as the
    /// sequence is read.
    /// </summary>
    public IAsyncEnumerable<ProgressMessage> PullImageAsync(
        string image, string? platform = null, RegistryCredential? credential = null, CancellationToken cancel = default)
    {
        var (repository, tag) = ImageName.Split(image);
        var target = new Target("/images/create").Add("fromImage", repository).Add("tag", tag).Add("platform", platform);
        return ProgressAsync(new HttpRequest("POST", target.ToString()) { RegistryAuth = credential?.ToHeader() }, cancel);
    }

    public IAsyncEnumerable<ProgressMessage> PushImageAsync(
        string image, RegistryCredential? credential = null, CancellationToken cancel = default)
    {
        var (repository, tag) = ImageName.Split(image);
        var target = Target.OfImage(repository, "/push").Add("tag", tag);

        // The engine insists on the header even where nobody has to log in.
        return ProgressAsync(
            new HttpRequest("POST", target.ToString()) { RegistryAuth = (credential ?? new RegistryCredential()).ToHeader() }, cancel);
    }

    /// <summary>Images with their names as one tar stream.</summary>
    public Task<Stream> SaveImagesAsync(IReadOnlyList<string> names, CancellationToken cancel = default)
    {
        var target = new Target("/images/get");
        foreach (var name in names)
        {
            target = target.Add("names", name);
        }

        return DownloadAsync(target, cancel);
    }

    public IAsyncEnumerable<ProgressMessage> LoadImagesAsync(Stream tar, CancellationToken cancel = default) =>
        ProgressAsync(
            new HttpRequest("POST", new Target("/images/load").Add("quiet", "0").ToString())
            {
                BodyStream = tar,
                ContentType = "application/x-tar",
            },
            cancel);

    /// <summary>Makes an image of a file system in a tar stream; <paramref name="changes"/> are Dockerfile instructions.</summary>
    public IAsyncEnumerable<ProgressMessage> ImportImageAsync(
        Stream tar, string repository, string tag, IReadOnlyList<string>? changes = null, CancellationToken cancel = default)
    {
        var target = new Target("/images/create").Add("fromSrc", "-").Add("repo", repository).Add("tag", tag);
        foreach (var change in changes ?? [])
        {
            target = target.Add("changes", change);
        }

        return ProgressAsync(new HttpRequest("POST", target.ToString()) { BodyStream = tar, ContentType = "application/x-tar" }, cancel);
    }

    /// <summary>What the registry has under a name, asked through the engine.</summary>
    public Task<DistributionInspect> InspectDistributionAsync(
        string image, RegistryCredential? credential = null, CancellationToken cancel = default) =>
        ReadAsync(
            new HttpRequest("GET", Target.Of("/distribution", image, "/json", keepSlashes: true).ToString())
            {
                RegistryAuth = credential?.ToHeader(),
            },
            WireJson.Default.DistributionInspect,
            cancel);

    /// <summary>Asks the engine whether a credential opens its registry.</summary>
    public Task<AuthReply> AuthenticateAsync(RegistryCredential credential, CancellationToken cancel = default) =>
        PostAsync(new Target("/auth"), credential, WireJson.Default.RegistryCredential, WireJson.Default.AuthReply, cancel);

    private async IAsyncEnumerable<ProgressMessage> ProgressAsync(
        HttpRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var message in SequenceAsync(request, WireJson.Default.ProgressMessage, cancel).ConfigureAwait(false))
        {
            if ((message.ErrorDetail?.Message ?? message.Error) is { } failure)
            {
                throw EngineError.Of(EngineErrorKind.Failed, failure.Trim());
            }

            yield return message;
        }
    }

    private static string? PlatformJson(ImagePlatform? platform) => platform is null
        ? null
        : System.Text.Json.JsonSerializer.Serialize(platform, WireJson.Default.ImagePlatform);
}

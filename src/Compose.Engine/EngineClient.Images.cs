using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<IList<ImagesListResponse>> ListImagesAsync(
        Filters? filters = null, bool all = false, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Images.ListImagesAsync(new() { All = all, Filters = filters?.Terms }, cancellationToken),
            cancellationToken);

    /// <summary>Names that were dropped and content that was deleted. Fails with a conflict while containers use it.</summary>
    public Task<IList<IDictionary<string, string>>> RemoveImageAsync(
        string name, bool force = false, bool keepParents = false, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Images.DeleteImageAsync(
                PathName.OfImage(name), new() { Force = force, NoPrune = keepParents }, cancellationToken),
            cancellationToken);

    public Task TagImageAsync(string name, string repository, string tag, CancellationToken cancellationToken = default) => CallAsync(
        docker => docker.Images.TagImageAsync(
            PathName.OfImage(name), new() { RepositoryName = repository, Tag = tag }, cancellationToken),
        cancellationToken);

    public Task<ImagesPruneResponse> PruneImagesAsync(Filters? filters = null, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Images.PruneImagesAsync(new() { Filters = filters?.Terms }, cancellationToken), cancellationToken);

    /// <summary>Images with their names as one tar stream.</summary>
    public Task<Stream> SaveImagesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Images.SaveImagesAsync([.. names], cancellationToken), cancellationToken);
}

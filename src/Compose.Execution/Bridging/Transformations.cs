using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Execution.Copy;
using Compose.Host;
using Docker.DotNet.Models;

namespace Compose.Execution.Bridging;

/// <summary>Images that turn a compose file into something else: they read /in/compose.yaml and write into /out.</summary>
public sealed class Transformations
{
    public const string Label = "com.docker.compose.bridge=transformation";
    private const string Templates = "/templates";
    private readonly EngineClient _engine;

    internal Transformations(EngineClient engine) => _engine = engine;

    public async Task<ImmutableArray<TransformationImage>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await _engine.ListImagesAsync(new Filters().Label(Label), cancellationToken: cancellationToken))
            .Select(image => new TransformationImage(image.ID, [.. image.RepoTags.OrEmpty()], [.. image.RepoDigests.OrEmpty()],
                image.Size)),
    ];

    /// <summary>
    /// Runs an image with folders of this machine as the user who calls. The output of the container goes to <paramref name="print"/>.
    /// Returns its exit code.
    /// </summary>
    public async Task<long> RunAsync(
        string image, string input, string output, string? templates, Action<string> print, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(image, new CreateContainerParameters
        {
            Image = image,
            Env = ["LICENSE_AGREEMENT=true"],
            User = OperatingSystem.IsWindows() ? "" : FileFacts.CurrentUser.ToString(CultureInfo.InvariantCulture),
            HostConfig = new HostConfig
            {
                Binds = [$"{input}:/in", $"{output}:/out", .. templates is null ? Array.Empty<string>()
                : [$"{templates}:{Templates}"]]
            },
        }, cancellationToken);
        try
        {
            await _engine.StartContainerAsync(id, cancellationToken);
            var end = await _engine.WaitContainerAsync(id, cancellationToken: cancellationToken);
            await PrintAsync(id, print, cancellationToken);
            return end.StatusCode;
        }
        finally
        {
            await _engine.RemoveContainerAsync(id, force: true, volumes: true, CancellationToken.None);
        }
    }

    /// <summary>Copies the templates of an image into a folder; what prevents it, or null.</summary>
    public async Task<string?> CopyTemplatesAsync(string image, string folder, Action<string> skipped, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(image, new CreateContainerParameters { Image = image }, cancellationToken);
        try
        {
            return await new ContainerCopy(_engine, id).FetchAsync(Templates, folder, followLink: false, skipped, cancellationToken);
        }
        finally
        {
            await _engine.RemoveContainerAsync(id, force: true, volumes: true, CancellationToken.None);
        }
    }

    /// <summary>The ports that an image exposes; none when it is not on the engine.</summary>
    public async Task<IReadOnlyList<string>> ExposedAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await _engine.InspectImageAsync(image, cancellationToken: cancellationToken)).Config?.ExposedPorts?.Keys ?? []];
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // It was not pulled or built yet.
            return [];
        }
    }

    private async Task<string> CreateAsync(string image, CreateContainerParameters creation, CancellationToken cancellationToken)
    {
        try
        {
            return (await _engine.CreateContainerAsync(creation, cancellationToken: cancellationToken)).ID;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The image is not here yet.
            await foreach (var _ in _engine.PullImageAsync(image, cancellationToken: cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();
        }

        return (await _engine.CreateContainerAsync(creation, cancellationToken: cancellationToken)).ID;
    }

    private async Task PrintAsync(string id, Action<string> print, CancellationToken cancellationToken)
    {
        await using var output = await _engine.OpenLogsAsync(id, new LogQuery(), tty: false, cancellationToken);
        while (await output.ReadAsync(cancellationToken) is { } piece)
            print(System.Text.Encoding.UTF8.GetString(piece.Bytes.Span));
    }
}

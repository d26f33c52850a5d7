using System.Formats.Tar;
using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Execution.Observing;

/// <summary>
/// Reads the configs and secrets back that Docker Compose has written into its containers: one request for each file. Containers of
/// ncompose need no request, their label has the digests.
/// </summary>
internal static class InjectedContents
{
    public static async Task<ObservedState> ReadAsync(
        EngineClient engine, ObservedState observed, ComposeProject project, CancellationToken cancellationToken) =>
        observed with
        {
            Containers = [.. await Task.WhenAll(
            observed.Containers.Select(container => ReadAsync(engine, container, project, cancellationToken)))]
        };

    private static async Task<ObservedContainer> ReadAsync(
        EngineClient engine, ObservedContainer container, ComposeProject project, CancellationToken cancellationToken)
    {
        if (container.ContentDigest is not null || container.IsOneOff || container.IsHook
            || !project.Services.TryGet(container.Service, out var service))
            return container;
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in InjectedFile.Of(project, service))
        {
            if (file.Object.Content is not { } content)
                continue;
            var wanted = Encoding.UTF8.GetBytes(content);
            if (await ContentAsync(engine, container.Id, file.Path, wanted.Length, cancellationToken) is not { } found)
                continue;
            var key = $"{file.Kind}s/{file.Object.Key}";
            if (!digests.ContainsKey(key) || !found.AsSpan().SequenceEqual(wanted))
                digests[key] = ContentDigests.Digest(project.Name, file.Kind + "s", file.Object.Key, found);
        }

        return digests.Count == 0 ? container
            : container with { ContentDigest = string.Join(',', digests.Select(item => $"{item.Key}={item.Value}")) };
    }

    /// <summary>
    /// One byte more than is expected shows a longer file. A file that is missing has no content; null: the engine does not hand it out.
    /// </summary>
    private static async Task<byte[]?> ContentAsync(
        EngineClient engine, string id, string path, int expected, CancellationToken cancellationToken)
    {
        try
        {
            await using var download = await engine.GetArchiveAsync(id, path, cancellationToken);
            await using var reader = new TarReader(download.Tar);
            if (await reader.GetNextEntryAsync(
                cancellationToken: cancellationToken) is not
                {
                    EntryType: TarEntryType.RegularFile
                or TarEntryType.V7RegularFile, DataStream: { } data
                })
                return [];
            var content = new byte[expected + 1];
            return content[..await data.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken)];
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // No such file: the container was made without it.
            return [];
        }
        catch (EngineError)
        {
            // A storage driver that hands out no files: the content stays unknown.
            return null;
        }
    }
}

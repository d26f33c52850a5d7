using System.Text;
using Compose.Engine.Artifacts;

namespace Compose.Execution.Remotes;

/// <summary>Compose files that were published to a registry.</summary>
internal sealed class OciFetch(RemoteSettings settings, RemoteCache cache)
{
    public const string ComposeFile = "compose.yaml";
    public const string Mark = ".ncompose";
    private const int LongestName = 128;
    private static readonly byte[] Separator = Encoding.UTF8.GetBytes("\n---\n");

    /// <summary>The digest of the content that is read, which is in the cache then.</summary>
    public async Task<string> FetchAsync(string reference, string? pin, string shown, CancellationToken cancellationToken)
    {
        var name = Named(reference);
        if (name.Digest is null && pin is not null)
            name = name with { Digest = pin };
        if (name.Digest is { } known && cache.Has(known, Mark))
            return known;
        using var registry = Registry(name);
        var digest = name.Digest ?? await Artifact.DigestAsync(registry, cancellationToken);
        if (cache.Has(digest, Mark))
            return digest;
        settings.Progress($"Fetching {shown}");
        using var exact = Registry(name with { Digest = digest });
        var artifact = await Artifact.ReadAsync(exact, cancellationToken);
        var stage = cache.Stage();
        try
        {
            await WriteAsync(artifact, stage, cancellationToken);
            await cache.PlaceAsync(stage, digest, Mark, cancellationToken);
        }
        finally
        {
            RemoteCache.Remove(stage);
        }

        return digest;
    }

    private RegistryClient Registry(ArtifactName name) => new(name, "pull", settings.Environment, settings.InsecureRegistries);

    private static ArtifactName Named(string reference) =>
        ArtifactName.Parse(reference)
            ?? throw new RemoteFailure("it is no name of an artifact, such as oci://registry.example.com/team/app:1.0");

    /// <summary>compose.yaml of all compose files as documents of one stream, and beside it the files that they extend or read variables
    /// from.</summary>
    private static async Task WriteAsync(Artifact artifact, string folder, CancellationToken cancellationToken)
    {
        using var joined = new MemoryStream();
        var written = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [ComposeFile] = "", [Mark] = "" };
        var count = 0;
        foreach (var (layer, content) in artifact.Layers)
        {
            if (layer is { MediaType: MediaTypes.ComposeFile, IsExtended: false })
            {
                if (count++ > 0)
                    joined.Write(Separator);
                joined.Write(content);
            }
            else if (layer.MediaType is MediaTypes.ComposeFile or MediaTypes.EnvFile)
            {
                var name = Checked(layer.MediaType == MediaTypes.EnvFile ? layer.EnvFileName : layer.FileName);
                if (written.TryGetValue(name, out var earlier) && earlier != layer.Digest)
                    throw new RemoteFailure($"it has two files of the name {name}");
                if (written.TryAdd(name, layer.Digest))
                    await RemoteCache.WriteAsync(Path.Combine(folder, name), content, cancellationToken);
            }
            else if (layer.MediaType is not (MediaTypes.EmptyConfig or MediaTypes.OldEmptyConfig))
            {
                throw new RemoteFailure($"it has content of an unknown kind: {OneLine(layer.MediaType)}");
            }
        }

        if (count == 0)
            throw new RemoteFailure("it has no compose file");
        await RemoteCache.WriteAsync(Path.Combine(folder, ComposeFile), joined.ToArray(), cancellationToken);
    }

    /// <summary>The publisher chooses the name: it must not be a path.</summary>
    private static string Checked(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c)
            || c is '.' or '_' or '-')
            ? name : throw new RemoteFailure($"it has a file with the name \"{OneLine(name)}\", which is refused");

    private static string OneLine(string text) =>
        new([.. text.Take(LongestName).Select(c => char.IsControl(c) ? '?' : c)]);
}

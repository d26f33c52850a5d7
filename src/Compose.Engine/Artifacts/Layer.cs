namespace Compose.Engine.Artifacts;

/// <summary>A piece of content that a manifest names.</summary>
public sealed record Layer(string MediaType, string Digest, long Size)
{
    /// <summary>Ordered by name, as they are written.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    public string ArtifactType { get; init; } = "";

    /// <summary>The name of the file, for a compose file.</summary>
    public string FileName => Annotations.GetValueOrDefault("com.docker.compose.file", "");

    /// <summary>The name of the file, for an env file.</summary>
    public string EnvFileName => Annotations.GetValueOrDefault("com.docker.compose.envfile", "");

    /// <summary>A file that services of another one extend.</summary>
    public bool IsExtended => Annotations.ContainsKey("com.docker.compose.extends");
}

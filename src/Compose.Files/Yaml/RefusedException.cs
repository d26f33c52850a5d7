namespace Compose.Files.Yaml;

/// <summary>A mistake that YamlDotNet lets through. It never leaves <see cref="YamlReader"/>.</summary>
internal sealed class RefusedException(string message, int start) : Exception(message)
{
    public int Start { get; } = start;
}

using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>Upstream writes names into the path of a request as they are, so that a name could address something else.</summary>
internal static class PathName
{
    internal static string Of(string name) => Uri.EscapeDataString(Accepted(name, [name]));

    /// <summary>The name of an image has slashes, which the engine's router takes as part of the name.</summary>
    internal static string OfImage(string name) =>
        string.Join('/', Accepted(name, name.Split('/')).Split('/').Select(Uri.EscapeDataString))
            .Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);

    private static string Accepted(string name, string[] parts) => parts.Any(part => part is "" or "." or "..")
        ? throw EngineError.Of(EngineErrorKind.Invalid, "the engine does not accept this name")
        : name;
}

namespace Compose.Lsp.Texts;

/// <summary>Paths of files as the protocol writes them.</summary>
internal static class FileUri
{
    /// <summary>Null for what is no file of this machine, such as a text that was never saved.</summary>
    public static string? ToPath(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed is { IsFile: true, Host: "" or "localhost" }
            ? Path.GetFullPath(parsed.LocalPath) : null;

    public static string Of(string path)
    {
        var parts = path.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString);
        return (path.StartsWith('/') ? "file://" : "file:///") + string.Join('/', parts);
    }
}

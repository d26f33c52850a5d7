namespace Compose.Engine.Errors;

/// <summary>What the engines' conflict messages say besides that there is one; they have no field for it.</summary>
internal static class ConflictText
{
    private const int ShortestId = 12;

    // Docker: … is already in use by container "0123…". You have to …   Podman: … is already in use by 0123…. You have to …
    internal static string? HolderId(string message)
    {
        const string before = "already in use by ";
        var at = message.IndexOf(before, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var rest = message.AsSpan(at + before.Length);
        rest = rest.StartsWith("container ") ? rest["container ".Length..] : rest;
        rest = rest.TrimStart('"');
        var length = 0;
        while (length < rest.Length && char.IsAsciiHexDigitLower(rest[length]))
            length++;

        return length >= ShortestId ? rest[..length].ToString() : null;
    }

    internal static bool IsRemovalInProgress(string message) =>
        message.Contains("removal of container", StringComparison.Ordinal)
        && message.Contains("already in progress", StringComparison.Ordinal);
}

namespace Compose.Files.Remotes;

/// <summary>Tells references to other machines from paths.</summary>
public static class RemoteReference
{
    public const string OciPrefix = "oci://";

    public static bool IsRemote(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.StartsWith("oci:", StringComparison.Ordinal)
            || text.StartsWith(GitReference.GitHub, StringComparison.Ordinal) || GitReference.IsLogin(text);

    /// <summary>Without the password that an address may hold.</summary>
    public static string Shown(string reference)
    {
        var start = reference.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return reference;
        start += "://".Length;
        var end = reference.IndexOfAny(['/', '#', '?'], start);
        var at = reference.LastIndexOf('@', (end < 0 ? reference.Length : end) - 1);
        return at < start || reference.StartsWith(OciPrefix, StringComparison.Ordinal) ? reference
            : reference[start..at].IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
                ? reference[..(start + colon)] + reference[at..]
            : reference;
    }
}

namespace Compose.Files.Diagnostics;

/// <summary>A name at the place of a diagnostic, and the known name that was probably meant.</summary>
public sealed record Suggestion(string Written, string Meant)
{
    public static Suggestion? Of(string written, string? nearest) => nearest is null ? null : new Suggestion(written, nearest);
}

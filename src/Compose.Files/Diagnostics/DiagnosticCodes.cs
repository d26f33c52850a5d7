namespace Compose.Files.Diagnostics;

public static class DiagnosticCodes
{
    /// <summary>The code as it is printed: NC0302.</summary>
    public static string Text(this DiagnosticCode code) => $"NC{(int)code:0000}";

    /// <summary>The code of a rule of `ncompose lint`.</summary>
    public static bool IsOfLint(this DiagnosticCode code) => (int)code / 100 == 16;

    /// <summary>The name of a rule of `ncompose lint`: `latest-tag` for LatestTag.</summary>
    public static string RuleName(this DiagnosticCode code) =>
        string.Concat(
            code.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The schema or the short form of a value is wrong, so the same value is wrong at each place that it is copied to.</summary>
    internal static bool IsAboutForm(this DiagnosticCode code) => (int)code / 100 is 3 or 5;
}

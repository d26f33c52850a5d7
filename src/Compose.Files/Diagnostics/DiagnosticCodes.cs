namespace Compose.Files.Diagnostics;

public static class DiagnosticCodes
{
    /// <summary>The code as it is printed: NC0302.</summary>
    public static string Text(this DiagnosticCode code) => $"NC{(int)code:0000}";

    /// <summary>The schema or the short form of a value is wrong, so the same value is wrong at each place that it is copied to.</summary>
    internal static bool IsAboutForm(this DiagnosticCode code) => (int)code / 100 is 3 or 5;
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Compose.Host.Terminals;

namespace Compose.Ui.Screens;

/// <summary>One line of a container's output as the terminal can show it: without colours and control characters.</summary>
internal sealed partial record ScreenLine(string Time, string Service, bool IsError, string Text)
{
    /// <param name="json">What the ring holds: [time, service, container, 1 for standard error, text].</param>
    public static ScreenLine Of(ReadOnlyMemory<byte> json)
    {
        using var line = JsonDocument.Parse(json);
        var parts = line.RootElement;
        return new ScreenLine(parts[0].GetString()!, parts[1].GetString()!, parts[3].GetInt32() == 1, Plain(parts[4].GetString()!));
    }

    public static string Plain(string text) =>
        TerminalText.Clean(Escapes().Replace(text, "")).Replace('\n', ' ').Replace("\t", "    ", StringComparison.Ordinal);

    [GeneratedRegex(@"\e(?:\[[0-9;:?]*[A-Za-z]|\][^\a\e]*(?:\a|\e\\)?|[@-_])")]
    private static partial Regex Escapes();
}

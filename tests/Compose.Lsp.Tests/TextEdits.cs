using System.Text.Json.Nodes;

namespace Compose.Lsp.Tests;

/// <summary>Applies edits as an editor does, with columns in UTF-16 units.</summary>
internal static class TextEdits
{
    public static string Apply(string text, JsonArray edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => Offset(text, edit!["range"]!["start"]!)))
        {
            var (start, end) = (Offset(text, edit!["range"]!["start"]!), Offset(text, edit["range"]!["end"]!));
            text = text[..start] + edit["newText"]!.GetValue<string>() + text[end..];
        }

        return text;
    }

    public static int Offset(string text, JsonNode position)
    {
        var at = 0;
        for (var line = position["line"]!.GetValue<int>(); line > 0; line--)
            at = text.IndexOf('\n', at) + 1;
        return at + position["character"]!.GetValue<int>();
    }
}

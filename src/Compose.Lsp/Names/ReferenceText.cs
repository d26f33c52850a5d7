using Compose.Files.Schema;

namespace Compose.Lsp.Names;

/// <summary>Finds the name in a text that refers to something.</summary>
internal static class ReferenceText
{
    private const string Service = "service:";

    /// <summary>Where the name is in the text; null when the text names nothing of the project.</summary>
    public static (int Start, int Length)? Find(string text, ReferenceForm form) => form switch
    {
        ReferenceForm.Whole or ReferenceForm.Extended or ReferenceForm.MountSource => Part(text, 0, text.Length),
        ReferenceForm.BeforeColon when text.StartsWith("container:", StringComparison.Ordinal) => null,
        ReferenceForm.BeforeColon => Part(text, 0, text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : text.Length),
        ReferenceForm.AfterService => AfterService(text),
        ReferenceForm.ShortMount => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && IsName(text.AsSpan(0, colon))
            ? Part(text, 0, colon) : null,
        _ => null,
    };

    private static (int, int)? AfterService(string text)
    {
        var at = text.StartsWith(Service, StringComparison.Ordinal) ? 0 : text.IndexOf("=" + Service, StringComparison.Ordinal) + 1;
        return at == 0 && !text.StartsWith(Service, StringComparison.Ordinal) ? null : Part(text, at + Service.Length, text.Length);
    }

    private static (int, int)? Part(string text, int start, int end) =>
        end > start && text.IndexOf('$', start, end - start) < 0 ? (start, end - start) : null;

    /// <summary>A path has other characters; a single letter before a colon is a drive.</summary>
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        return text.Length > 1 && char.IsAsciiLetterOrDigit(text[0]);
    }
}

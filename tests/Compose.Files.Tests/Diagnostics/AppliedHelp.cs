using System.Text.RegularExpressions;
using Compose.Files.Text;

namespace Compose.Files.Tests.Diagnostics;

/// <summary>Help that concerns several lines of a file, or a line of which only a part is wrong.</summary>
internal static class AppliedHelp
{
    /// <summary>The file with the help applied; null for other help.</summary>
    public static string? Of(string file, SourceSpan span, string help)
    {
        var next = file.IndexOf('\n', span.Start) + 1;
        if (help.Contains("no blank for YAML", StringComparison.Ordinal))
            return Regex.Replace(file, "[\u00a0\u2003]", " ");
        if (help == "indent with spaces")
            return file.Replace("\t", "    ", StringComparison.Ordinal);
        if (help.StartsWith("indent what belongs to", StringComparison.Ordinal))
            return file[..next] + Indented(file[next..]);
        if (help.StartsWith("this is the format of version 1: put the services under `services:`", StringComparison.Ordinal))
            return "services:\n" + Indented(file);
        if (help.StartsWith("keep one of the two sides", StringComparison.Ordinal))
            return Regex.Replace(file, "^<<<<<<<.*\n((?s:.*?))^=======\n(?s:.*?)^>>>>>>>.*\n", "$1", RegexOptions.Multiline);
        if (help.Contains("is no quote for YAML", StringComparison.Ordinal))
            return Regex.Replace(file, "[\u201c\u201d]", "\"");
        if (help.StartsWith("write where its content is below it: `file: PATH`", StringComparison.Ordinal))
            return file.Insert(next, "    file: PATH\n");
        if (help.StartsWith("add file or", StringComparison.Ordinal))
            return file.Replace("{}", "{file: PATH}", StringComparison.Ordinal)
                .Replace("{external: false}", "{file: PATH}", StringComparison.Ordinal);
        if (help.StartsWith("write service_started, ", StringComparison.Ordinal))
            return file.Insert(next - 1, " service_started");
        if (Regex.Match(help, "behind the colon(?:, without a blank)?: (.*)$") is { Success: true } mount)
            return file.Remove(span.Start, span.Length).Insert(span.Start, Quoted(file, span, mount.Groups[1].Value));
        return null;
    }

    private static string Indented(string lines) => Regex.Replace(lines, "^(?=.)", "  ", RegexOptions.Multiline);

    private static string Quoted(string file, SourceSpan span, string text) => file[span.Start] == '"' ? $"\"{text}\"" : text;
}

using Compose.Files.Interpolation;

namespace Compose.Execution.Conflicts;

/// <summary>The variable that a file takes the published port from: `WEB_PORT` of `"${WEB_PORT:-8080}:80"`.</summary>
internal static class PortVariable
{
    /// <summary>The name, or null when the port is written as a number or is composed of several parts.</summary>
    public static string? Of(string written)
    {
        var published = Published(written.Trim('"', '\''));
        var name = Template.Variables(published).FirstOrDefault()?.Name;
        var isWhole = published == "$" + name
            || (published.StartsWith("${" + name, StringComparison.Ordinal) && published.EndsWith('}'));
        return isWhole ? name : null;
    }

    /// <summary>What stands before the last colon, without an address before it; the long form has no colon.</summary>
    private static string Published(string written)
    {
        var (end, depth) = (written.Length, 0);
        for (var i = written.Length - 1; i >= 0; i--)
        {
            if (written[i] == '}')
                depth++;
            else if (written[i] == '{')
                depth--;
            else if (written[i] != ':' || depth > 0)
                continue;
            else if (end == written.Length)
                end = i;
            else
                return written[(i + 1)..end];
        }

        return written[..end];
    }
}

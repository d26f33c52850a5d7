using System.IO.Enumeration;

namespace Compose.Cli.Commands.Projects;

/// <summary>
/// What `ls --filter name=` takes of regular expressions: the characters of names, `.` for any one, `.*` for any text, and `^` and `$` for
/// begin and end. Without them it matches anywhere in a name. Matching takes no longer than the name and the expression are long.
/// </summary>
internal static class NameFilter
{
    private const string AnyText = ".*";

    /// <summary>Null when the expression can be used.</summary>
    public static string? Problem(string expression)
    {
        var middle = Middle(expression).Replace(AnyText, "", StringComparison.Ordinal);
        foreach (var c in middle)
            if (c is not ('.' or '-' or '_') && !char.IsAsciiLetterOrDigit(c))
                return $"invalid filter 'name={expression}': '{c}' is not supported here; a name may be given with ^, $, . and .*, such as ^shop-.*-test$";
        return null;
    }

    public static bool Matches(string expression, string name)
    {
        var glob = Middle(expression).Replace(AnyText, "*", StringComparison.Ordinal).Replace('.', '?');
        return FileSystemName.MatchesSimpleExpression(
            $"{(expression.StartsWith('^') ? "" : "*")}{glob}{(expression.EndsWith('$') ? "" : "*")}", name, ignoreCase: false);
    }

    private static string Middle(string expression)
    {
        var start = expression.StartsWith('^') ? 1 : 0;
        var end = expression.Length - (expression.EndsWith('$') && expression.Length > start ? 1 : 0);
        return expression[start..end];
    }
}

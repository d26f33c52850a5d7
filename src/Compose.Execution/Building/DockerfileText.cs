using System.Text;

namespace Compose.Execution.Building;

/// <summary>The little that has to be known of a Dockerfile's text.</summary>
internal static class DockerfileText
{
    private const string From = "FROM";
    private const string CopyFrom = "--from=";

    /// <summary>Puts images in the place of names that stand for them, in FROM and in COPY --from.</summary>
    public static string WithImages(string dockerfile, IReadOnlyDictionary<string, string> images)
    {
        if (images.Count == 0)
            return dockerfile;
        var text = new StringBuilder(dockerfile.Length);
        foreach (var line in dockerfile.Split('\n'))
            text.Append(Replaced(line, images)).Append('\n');
        return text.ToString(0, text.Length - 1);
    }

    /// <summary>
    /// An instruction by its number, with a line before and after it, as BuildKit shows them; the first line names the place. Nothing when
    /// there are not so many.
    /// </summary>
    public static IEnumerable<string> Excerpt(string dockerfile, int instruction, string name)
    {
        var lines = dockerfile.Split('\n');
        var (first, last) = Find(lines, instruction);
        if (first < 0)
            yield break;
        yield return $"{name}:{first + 1}";
        for (var i = Math.Max(first - 1, 0); i < Math.Min(last + 2, lines.Length); i++)
            yield return $"{i + 1,4} | {(i >= first && i <= last ? ">>>" : "   ")} {lines[i].TrimEnd()}".TrimEnd();
    }

    /// <summary>Where an instruction begins and ends. What is continued goes on over comments and empty lines.</summary>
    private static (int First, int Last) Find(string[] lines, int instruction)
    {
        var escape = lines[0].Replace(" ", "", StringComparison.Ordinal).StartsWith("#escape=`", StringComparison.OrdinalIgnoreCase)
            ? '`' : '\\';
        var first = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (first < 0 && instruction-- > 0)
                first = i;
            if (line[^1] == escape)
                continue;
            if (instruction == 0)
                return (first, i);
            first = -1;
        }

        return (instruction == 0 ? first : -1, lines.Length - 1);
    }

    private static string Replaced(string line, IReadOnlyDictionary<string, string> images)
    {
        var words = line.Split(' ');
        var first = Array.FindIndex(words, word => word.Length > 0);
        if (first < 0)
            return line;
        if (words[first].Equals(From, StringComparison.OrdinalIgnoreCase))
        {
            var name = Array.FindIndex(words, first + 1, word => word.Length > 0 && !word.StartsWith("--", StringComparison.Ordinal));
            if (name > 0 && images.TryGetValue(words[name].TrimEnd('\r'), out var image))
                words[name] = image;
        }
        else
        {
            for (var i = first + 1; i < words.Length; i++)
                if (words[i].StartsWith(CopyFrom, StringComparison.Ordinal)
                    && images.TryGetValue(words[i][CopyFrom.Length..], out var image))
                    words[i] = CopyFrom + image;
        }

        return string.Join(' ', words);
    }
}

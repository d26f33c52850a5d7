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

    /// <summary>The line of an instruction, compared without regard to blanks: the builder prints it on one line, whatever it is in the file.</summary>
    public static int? LineOf(string dockerfile, string instruction)
    {
        var wanted = Squeezed(instruction);
        var lines = dockerfile.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Squeezed(lines[i].TrimEnd('\\', '\r', ' '));
            if (line.Length > 0 && !line.StartsWith('#') && line.Contains(' ') && wanted.StartsWith(line, StringComparison.OrdinalIgnoreCase))
                return i + 1;
        }

        return null;
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
                if (words[i].StartsWith(CopyFrom, StringComparison.Ordinal) && images.TryGetValue(words[i][CopyFrom.Length..], out var image))
                    words[i] = CopyFrom + image;
        }

        return string.Join(' ', words);
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}

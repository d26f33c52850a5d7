using System.Text;

namespace Compose.Testing.Specs;

/// <summary>A Markdown file of tests. Every heading with at least one fenced block under it is a test.</summary>
public sealed class SpecFile
{
    private readonly string[] _lines;

    private SpecFile(string path, string text)
    {
        Path = path;
        _lines = text.Split('\n');
        Cases = Parse();
    }

    public string Path { get; }
    public IReadOnlyList<SpecCase> Cases { get; }

    public static SpecFile Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    public static SpecFile Parse(string path, string text) => new(path, text.ReplaceLineEndings("\n"));

    public SpecCase Case(string heading) =>
        Cases.SingleOrDefault(candidate => candidate.Heading == heading)
            ?? throw new InvalidOperationException($"{Path}: no single test \"{heading}\".");

    /// <summary>The file's text with the content of one block replaced, or the block added at the end of its case.</summary>
    public string With(SpecCase changed, string language, string name, string content)
    {
        content = content.ReplaceLineEndings("\n").TrimEnd('\n');
        var fence = content.Contains("```", StringComparison.Ordinal) ? "~~~~" : "```";
        string[] block = [$"{fence}{language} {name}", .. content.Length == 0 ? [] : content.Split('\n'), fence];
        var old = changed.Block(language, name);
        if (old is not null)
            return Join(_lines[..old.FenceLine], block, _lines[(old.EndLine + 1)..]);

        var end = changed.EndLine;
        while (end > 0 && _lines[end - 1].Length == 0)
            end--;
        return Join(_lines[..end], ["", .. block, ""], _lines[changed.EndLine..]);
    }

    /// <summary>The file's text without a block.</summary>
    public string Without(SpecBlock block) => Join(_lines[..block.FenceLine], [], _lines[(block.EndLine + 1)..]);

    private static string Join(string[] before, string[] between, string[] after) => string.Join('\n', [.. before, .. between, .. after]);

    private List<SpecCase> Parse()
    {
        var cases = new List<SpecCase>();
        var blocks = new List<SpecBlock>();
        var (heading, headingLine) = ("", -1);
        for (var i = 0; i < _lines.Length; i++)
        {
            if (FenceOf(_lines[i]) is { } fence)
            {
                blocks.Add(ReadBlock(ref i, fence));
            }
            else if (_lines[i].StartsWith('#') && _lines[i].TrimStart('#') is [' ', ..] title)
            {
                Close(i);
                (heading, headingLine) = (title.Trim(), i);
            }
        }

        Close(_lines.Length);
        return cases;

        void Close(int end)
        {
            if (blocks.Count > 0)
            {
                if (headingLine < 0)
                    throw new FormatException($"{Path}: a block before the first heading.");
                if (cases.Any(other => other.Heading == heading))
                    throw new FormatException($"{Path}:{headingLine + 1}: a second test is called \"{heading}\".");
                cases.Add(new SpecCase(Path, heading, headingLine + 1, [.. blocks]) { EndLine = end });
            }

            blocks.Clear();
        }
    }

    private static string? FenceOf(string line)
    {
        var length = line.Length - line.TrimStart('`').Length;
        if (length >= 3)
            return line[..length];
        length = line.Length - line.TrimStart('~').Length;
        return length >= 3 ? line[..length] : null;
    }

    private SpecBlock ReadBlock(ref int line, string fence)
    {
        var start = line;
        var words = _lines[line][fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["yaml"])
            words = ["yaml", "compose.yaml"];
        if (words.Length < 2)
            throw new FormatException(
                $"{Path}:{line + 1}: a block needs a language and a name, as in ```sh .env; only ```yaml alone is compose.yaml.");
        var text = new StringBuilder();
        for (line++; line < _lines.Length; line++)
        {
            if (_lines[line] == fence)
                return new SpecBlock(words[0], words[1], words[2..], text.ToString(), start, line);
            text.Append(_lines[line]).Append('\n');
        }

        throw new FormatException($"{Path}:{start + 1}: this block is not closed.");
    }
}

using System.Globalization;
using System.Text;

namespace Compose.Testing.Specs;

/// <summary>
/// The files of a case, written to a temporary folder. The project stands in <c>project/</c> below it, so that its default name is always
/// the same and a file outside of it (<c>../shared/x</c>) has a place; <see cref="Neutral"/> takes the temporary folder out of an output.
/// </summary>
public sealed class SpecWorkspace : IDisposable
{
    public const string ProjectFolder = "project";

    private SpecWorkspace(string root) => Root = root;

    public string Root { get; }
    public string Project => Path.Combine(Root, ProjectFolder);

    /// <summary>Writes every block that is a file.</summary>
    public static SpecWorkspace Write(SpecCase @case)
    {
        var workspace = Empty();
        foreach (var block in @case.Blocks.Where(block => !SpecWords.All.Contains(block.Name)))
            workspace.Write(block);
        return workspace;
    }

    public static SpecWorkspace Empty()
    {
        var workspace = new SpecWorkspace(Path.Combine(Path.GetTempPath(), "ncompose-specs", Guid.NewGuid().ToString("N")[..12]));
        Directory.CreateDirectory(workspace.Project);
        return workspace;
    }

    public void Write(string name, byte[] content)
    {
        var path = Path.GetFullPath(Path.Combine(Project, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>An output as it would be if the workspace were the root of the file system.</summary>
    public string Neutral(string output) => output.Replace(Root, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Write(SpecBlock block)
    {
        if (block.Name.EndsWith('/'))
            Directory.CreateDirectory(Path.Combine(Project, block.Name));
        else if (block.Has("link"))
            Link(block.Name, block.Text.Trim());
        else
            Write(block.Name, Content(block));
    }

    /// <summary>A symbolic link; its target need not exist.</summary>
    private void Link(string name, string target)
    {
        var path = Path.GetFullPath(Path.Combine(Project, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    private static byte[] Content(SpecBlock block)
    {
        var text = block.Text;
        if (block.Has("no-eol"))
            text = text.TrimEnd('\n');
        if (block.Has("crlf"))
            text = text.ReplaceLineEndings("\r\n");
        if (block.Has("bom"))
            text = '\uFEFF' + text;
        return block.Has("bytes") ? Unescape(text) : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>`\xHH` is that byte and `\t` a tab: what a Markdown file cannot hold or an editor would change.</summary>
    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i) is ['\\', 'x', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else if (text.AsSpan(i) is ['\\', 't', ..])
            {
                bytes.Add((byte)'\t');
                i++;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, char.IsSurrogatePair(text, i) ? 2 : 1));
                i += char.IsSurrogatePair(text, i) ? 1 : 0;
            }
        }

        return [.. bytes];
    }
}

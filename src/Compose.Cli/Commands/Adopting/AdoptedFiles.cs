using System.Buffers;
using System.Text;
using Compose.Execution.Adopting;
using Compose.Files.Yaml;

namespace Compose.Cli.Commands.Adopting;

/// <summary>The compose file as text, and the files on disk. Each file is complete or as it was before.</summary>
internal static class AdoptedFiles
{
    public static byte[] Text(YamlMapping tree, bool json)
    {
        var text = new ArrayBufferWriter<byte>();
        if (json)
            JsonTreeWriter.Write(tree, text);
        else
            YamlWriter.Write(tree, text);
        return [.. text.WrittenSpan, .. json ? "\n"u8 : ""u8];
    }

    /// <summary>What prevents it; null when everything is written. The compose file is the last, because it names the others.</summary>
    public static string? Write(string folder, string file, Adopted adopted, bool json)
    {
        try
        {
            foreach (var beside in adopted.Files)
                Replace(Path.Combine(folder, beside.Name), Encoding.UTF8.GetBytes(beside.Content), beside.IsPrivate);
            Replace(file, Text(adopted.Tree, json), isPrivate: false);
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's folder: it is not there, or may not be written to.
            return refusal.Message;
        }
    }

    /// <summary>A private file is private from its first byte on.</summary>
    private static void Replace(string path, byte[] content, bool isPrivate)
    {
        var aside = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
            file.Write(content);
        File.Move(aside, path, overwrite: true);
    }
}

using System.Text;
using System.Text.Unicode;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.Bridging;

/// <summary>The texts of the configs and secrets of a project that can be read on this machine: `configs/KEY`, `secrets/KEY`.</summary>
public static class FileContents
{
    public static NamedMap<string> Of(ComposeProject project) => new(
        Of(project.Configs, "configs").Concat(Of(project.Secrets, "secrets")));

    private static IEnumerable<KeyValuePair<string, string>> Of(NamedMap<FileObject> files, string section)
    {
        foreach (var file in files.Values)
            if (!file.External && Content(file) is { } content)
                yield return KeyValuePair.Create($"{section}/{file.Key}", content);
    }

    private static string? Content(FileObject file)
    {
        if (file.File is not { Length: > 0 } path)
            return file.Content;
        try
        {
            var bytes = RegularFile.ReadAllBytes(path);
            return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The user's file: the conversion says what is missing.
            return null;
        }
    }
}

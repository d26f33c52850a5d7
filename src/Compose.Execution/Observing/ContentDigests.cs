using System.Text;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.Observing;

/// <summary>
/// Short digests of what the configs and secrets of a project hold, by `configs/KEY` and `secrets/KEY`. They go into a label, so each is made
/// with the project and the key: the same password in two projects has two digests, and a digest tells nothing beyond "another one now".
/// </summary>
public static class ContentDigests
{
    private const int DigestBytes = 4;

    public static NamedMap<string> Of(ComposeProject project)
    {
        var found = new List<KeyValuePair<string, string>>();
        foreach (var (kind, files) in new[] { ("configs", project.Configs), ("secrets", project.Secrets) })
            foreach (var file in files.Values)
                if (!file.External && Content(file) is { } content)
                    found.Add(new($"{kind}/{file.Key}", Digest(project.Name, kind, file.Key, content)));
        return new NamedMap<string>(found);
    }

    private static string Digest(string project, string kind, string key, byte[] content) =>
        Sha256.Hex([.. Encoding.UTF8.GetBytes($"{project}\0{kind}\0{key}\0"), .. content])[..(2 * DigestBytes)];

    private static byte[]? Content(FileObject file)
    {
        if (file.File is not { Length: > 0 } path)
            return file.Content is { } content ? Encoding.UTF8.GetBytes(content) : null;
        try
        {
            return RegularFile.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder, a file that is not there or not ours to read: the engine may see what we do not. It is not compared then.
            return null;
        }
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Host;

namespace Compose.Execution.Observing;

/// <summary>
/// What the configs and secrets of a project hold, read once: a digest of each, by `configs/KEY` and `secrets/KEY`, and the secrets that
/// are short texts, so that no plan shows them. The digests stay in memory. Each is made with the project and the key, as the labels of
/// older containers were.
/// </summary>
public sealed record ContentDigests(NamedMap<string> Digests, ImmutableArray<string> SecretTexts)
{
    private const int LongestText = 4096;

    public static ContentDigests Of(ComposeProject project)
    {
        var found = new List<KeyValuePair<string, string>>();
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (kind, files) in new[] { ("configs", project.Configs), ("secrets", project.Secrets) })
            foreach (var file in files.Values)
                if (!file.External && Content(file) is { } content)
                {
                    found.Add(new($"{kind}/{file.Key}", Digest(project.Name, kind, file.Key, content)));
                    if (kind == "secrets" && content.Length <= LongestText && Utf8.IsValid(content))
                        texts.Add(Encoding.UTF8.GetString(content));
                }

        return new ContentDigests(new NamedMap<string>(found), texts.ToImmutable());
    }

    internal static string Digest(string project, string kind, string key, byte[] content) =>
        ContentDigest.Hex([.. Encoding.UTF8.GetBytes($"{project}\0{kind}\0{key}\0"), .. content]);

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

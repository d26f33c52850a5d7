namespace Compose.Files.Text;

/// <summary>The text files of a build context: the Dockerfile and .dockerignore.</summary>
public static class ContextFile
{
    public static string ReadText(string path) =>
        RegularFile.Refusal(path) is { } refusal ? throw new IOException($"failed to read {path}: {refusal}") : File.ReadAllText(path);
}

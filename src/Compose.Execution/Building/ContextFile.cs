using Compose.Files.Text;

namespace Compose.Execution.Building;

/// <summary>The files of a build context that are read here: the Dockerfile and .dockerignore.</summary>
internal static class ContextFile
{
    public static string ReadText(string path) =>
        RegularFile.Refusal(path) is { } refusal ? throw new IOException($"failed to read {path}: {refusal}") : File.ReadAllText(path);
}

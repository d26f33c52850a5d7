using Compose.Lsp.Texts;

namespace Compose.Lsp.Projects;

/// <summary>Which texts are compose files, when no project reads them.</summary>
internal static class ComposeNames
{
    public static bool IsComposeFile(OpenText text)
    {
        var name = Path.GetFileName(text.Path);
        return text.Language is "dockercompose" or "yaml.docker-compose" || (HasYamlEnd(name) && (HasStem(name)
            || text.Text.StartsWith("services:", StringComparison.Ordinal) || text.Text.Contains("\nservices:", StringComparison.Ordinal)));
    }

    /// <summary>`compose.prod.yaml` beside `compose.yaml` is meant to be merged over it, although only a flag says so.</summary>
    public static bool IsOverrideOf(string path, string main)
    {
        var name = Path.GetFileName(path);
        return Path.GetDirectoryName(path) == Path.GetDirectoryName(main) && HasYamlEnd(name)
            && name.StartsWith(Path.GetFileNameWithoutExtension(main) + ".", StringComparison.Ordinal);
    }

    private static bool HasStem(string name) =>
        name.StartsWith("compose.", StringComparison.Ordinal) || name.StartsWith("docker-compose.", StringComparison.Ordinal);

    private static bool HasYamlEnd(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);
}

using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>The Dockerfile of a build section whose paths are absolute.</summary>
public static class DockerfileText
{
    /// <summary>Null when there is none that can be read: the build reports that.</summary>
    public static string? Of(YamlMapping build, FileSource files)
    {
        if (build.Text("dockerfile_inline") is { } inline)
            return inline;
        if (build.Text("context") is not { } context || !Path.IsPathRooted(context))
            return null;
        var path = Path.Combine(context, build.Text("dockerfile") ?? "Dockerfile");
        return files.TryRead(path, out string text) is null ? text : null;
    }
}

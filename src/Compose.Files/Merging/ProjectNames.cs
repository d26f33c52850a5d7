using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Interpolation;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>The name of a project: given, or what the last of its files calls it, or its directory's.</summary>
internal static class ProjectNames
{
    /// <summary>Null, and a problem, when nothing is left of the name of the directory.</summary>
    public static string? Find(LoadRequest request, FileCache files, Interpolator interpolator, DiagnosticBag diagnostics)
    {
        if (request.ProjectName is { Length: > 0 } given)
            return given;

        YamlScalar? said = null;
        foreach (var file in request.Files)
            foreach (var document in files.Read(file)?.Stream.Documents ?? [])
                if (document.Root is YamlMapping root && root["name"] is YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 } name)
                    said = name;
        var text = said is null ? "" : request.Interpolate ? interpolator.Text(said, "name", request.Environment) : said.Text;
        if (ProjectName.Normalize(text) is { Length: > 0 } own)
            return own;
        var folder = request.LocalDirectory ?? request.Directory;
        var directory = ProjectName.FromDirectory(folder, diagnostics);
        if (directory.Length > 0)
            return directory;
        diagnostics.Add(DiscoveryProblems.EmptyName(folder));
        return null;
    }
}

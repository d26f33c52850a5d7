using System.Text;
using Compose.Files.Diagnostics;

namespace Compose.Files.Discovery;

/// <summary>Rules of project names: lower-case letters, digits, `_` and `-`, beginning with a letter or digit.</summary>
public static class ProjectName
{
    /// <summary>What is left of a name when everything is dropped that a name may not have.</summary>
    public static string Normalize(string name)
    {
        var kept = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant())
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9') || (c is '_' or '-' && kept.Length > 0))
                kept.Append(c);
        return kept.ToString();
    }

    public static bool IsValid(string name) => name == Normalize(name);

    public static string Objection(string name) =>
        $"invalid project name \"{name}\": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number";

    /// <summary>The default name: that of the folder as it was entered, even when it is a link.</summary>
    public static string FromDirectory(string directory, DiagnosticBag diagnostics)
    {
        var path = Path.TrimEndingDirectorySeparator(directory);
        var name = Normalize(Path.GetFileName(path));
        if (Directory.Exists(path) && Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
            && target.Name != Path.GetFileName(path))
            diagnostics.Add(DiscoveryProblems.NameFromLink(Path.GetFileName(path)));
        return name;
    }
}

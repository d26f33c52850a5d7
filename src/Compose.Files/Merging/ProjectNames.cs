using Compose.Files.Interpolation;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>The name of a project: given, or what the last of its files calls it, or its directory's.</summary>
internal static class ProjectNames
{
    /// <summary>How files can name the project that they are part of.</summary>
    public const string Variable = "COMPOSE_PROJECT_NAME";

    public static string Find(LoadRequest request, FileCache files, Interpolator interpolator)
    {
        if (request.ProjectName is { Length: > 0 } given)
            return given;

        YamlScalar? said = null;
        foreach (var file in request.Files)
            foreach (var document in files.Read(file)?.Stream.Documents ?? [])
                if (document.Root is YamlMapping root && root["name"] is YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 } name)
                    said = name;
        var text = said is null ? "" : request.Interpolate ? interpolator.Text(said, "name", request.Environment) : said.Text;
        return Normalize(text) is { Length: > 0 } own ? own : Normalize(Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Directory)));
    }

    /// <summary>Lower case letters, digits, underscores and dashes, and none of the last two in front.</summary>
    public static string Normalize(string text)
    {
        var kept = text.ToLowerInvariant().Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-').ToArray();
        return new string(kept).TrimStart('_', '-');
    }
}

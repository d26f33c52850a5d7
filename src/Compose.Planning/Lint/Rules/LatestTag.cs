using Compose.Files.Diagnostics;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>
/// An image without a tag, or with `latest`, is another image after each release. A tag from a variable is the user's choice.
/// </summary>
internal sealed class LatestTag() : LintRule(DiagnosticCode.LatestTag, Severity.Warning)
{
    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            if (!service.IsBuilt && service.Tree["image"] is YamlScalar { Text.Length: > 0 } image
                && !project.Written(image.Span).Contains('$') && Problem(image.Text) is { } problem)
                findings.Add(service, "image", image, problem, "name a version, or pin the digest with `ncompose lock`");
    }

    private static string? Problem(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        if (name.Contains('@'))
            return null;
        var colon = name.IndexOf(':');
        return colon < 0 ? $"the image {image} has no tag"
            : name[(colon + 1)..] == "latest" ? $"the image {image} has the tag latest" : null;
    }
}

using Compose.Files.Interpolation;
using Compose.Files.Yaml;
using Compose.Lsp.Projects;

namespace Compose.Lsp.Answers;

/// <summary>The variables that the files of a project mention.</summary>
internal static class MentionedVariables
{
    public static HashSet<string> Of(Analysis project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        foreach (var source in project.Sources)
            foreach (var document in project.Parsed(source)?.Documents ?? [])
                Visit(document.Root, found, seen);
        return found;
    }

    private static void Visit(YamlNode node, HashSet<string> found, HashSet<YamlNode> seen)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.String } scalar when scalar.Text.Contains('$'):
                found.UnionWith(Template.Variables(scalar.Text).Select(variable => variable.Name));
                break;
            case YamlSequence list when seen.Add(list):
                foreach (var item in list.Items)
                    Visit(item, found, seen);
                break;
            case YamlMapping mapping when seen.Add(mapping):
                foreach (var entry in mapping.Entries)
                    Visit(entry.Value, found, seen);
                break;
        }
    }
}

using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>A list without the blank entries that unset variables leave behind.</summary>
internal static class DnsServers
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        var expanded = SingleItem.Expand(node, context);
        if (expanded is not YamlSequence list || !list.Items.Any(IsBlank))
            return expanded;
        return list.With([.. list.Items.Where(item => !IsBlank(item))]);
    }

    private static bool IsBlank(YamlNode item) => item is YamlScalar { Text.Length: 0 };
}

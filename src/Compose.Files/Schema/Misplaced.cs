using System.Globalization;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>
/// Entries on the wrong level: the value of the key before them that is not indented, or the top level of a file of another kind. One error
/// says so, at the key that has no value or at the first entry; the others are skipped.
/// </summary>
internal sealed class Misplaced
{
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _odd = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _help = new(StringComparer.Ordinal);

    /// <summary>What to do about lines that are indented with a character that is no blank.</summary>
    public string? OddHelp { get; private set; }

    public bool IsOdd(string key) => _odd.Contains(key);

    public bool IsSkipped(string key) => _skipped.Contains(key);

    public string? HelpFor(string key) => _help.GetValueOrDefault(key);

    /// <summary>Null when every entry is where it belongs.</summary>
    public static Misplaced? In(YamlMapping mapping, ValueSchema schema)
    {
        var isRoot = ReferenceEquals(schema, ProjectSchema.Project);
        if (!isRoot && !ReferenceEquals(schema, ProjectSchema.Services))
            return null;
        var found = new Misplaced();
        if (!isRoot || !found.FindOtherKind(mapping))
            found.FindUnindented(mapping, schema);
        return found._help.Count == 0 ? null : found;
    }

    private bool FindOtherKind(YamlMapping root)
    {
        var unknown = root.Entries.Where(entry => IsUnknown(entry.Key)).ToList();
        if (unknown.Count == 0)
            return false;
        var help = root.Contains("apiVersion") && root.Contains("kind") ? "this is a Kubernetes manifest, not a compose file"
            : !root.Contains("services") && unknown.Exists(IsService)
                ? "this is the format of version 1: put the services under `services:` and indent them"
            : null;
        if (help is null)
            return false;
        _help[unknown[0].Key] = help;
        _skipped.UnionWith(unknown.Skip(1).Select(entry => entry.Key));
        return true;
    }

    private void FindUnindented(YamlMapping mapping, ValueSchema schema)
    {
        string? owner = null;
        var members = new List<string>();
        foreach (var entry in mapping.Entries)
        {
            if (OddBlank(entry.Key) is { } blank)
                AddOddlyIndented(entry.Key, owner, blank);
            else if (entry.Value.IsNull && schema.Child(entry.Key) is { } child && !child.Types.HasFlag(ValueTypes.Null))
                (owner, members) = (entry.Key, []);
            else if (owner is not null && (schema.Entries is { } service ? service.IndexOf(entry.Key) >= 0 : IsUnknown(entry.Key)))
                AddUnindented(entry.Key, owner, members);
            else
                owner = null;
        }
    }

    private void AddUnindented(string key, string owner, List<string> members)
    {
        members.Add(key);
        _skipped.Add(key);
        _help[owner] = $"indent what belongs to {owner}: {string.Join(", ", members)}";
    }

    private void AddOddlyIndented(string key, string? owner, char blank)
    {
        OddHelp ??= string.Create(CultureInfo.InvariantCulture,
            $"\"{key.Trim()}\" is indented with the character U+{(int)blank:X4}, which is no blank for YAML: indent it with blanks");
        _odd.Add(key);
        _help[key] = OddHelp;
        if (owner is not null)
            _help[owner] = OddHelp;
    }

    private static bool IsUnknown(string key) => ProjectSchema.Project.IndexOf(key) < 0 && !key.StartsWith("x-", StringComparison.Ordinal);

    private static bool IsService(YamlEntry entry) =>
        entry.Value is YamlMapping mapping && (mapping.Contains("image") || mapping.Contains("build"));

    /// <summary>White space at the beginning of a key is never a blank: a blank would have been indentation.</summary>
    private static char? OddBlank(string key) =>
        key.Length > 0 && key[0] != ' ' && (char.IsWhiteSpace(key[0]) || key[0] is '\u200b' or '\ufeff') ? key[0] : null;
}

using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Lsp.Names;

/// <summary>The names of one file, each with its place, by the attribute table.</summary>
internal sealed class FileNames
{
    private readonly SourceText _source;
    private readonly List<NameUse> _found = [];
    private readonly HashSet<int> _seen = [];

    private FileNames(SourceText source) => _source = source;

    public static IReadOnlyList<NameUse> Of(SourceText source, YamlStream stream)
    {
        var names = new FileNames(source);
        foreach (var document in stream.Documents)
            if (document.Root is YamlMapping root)
                names.VisitProject(root);
        return names._found;
    }

    public static NamedKind? KindOf(string section) => section switch
    {
        "services" or "jobs" => NamedKind.Service,
        "networks" => NamedKind.Network,
        "volumes" => NamedKind.Volume,
        "secrets" => NamedKind.Secret,
        "configs" => NamedKind.Config,
        "models" => NamedKind.Model,
        _ => null,
    };

    private void VisitProject(YamlMapping root)
    {
        foreach (var section in root.Entries)
        {
            if (KindOf(section.Key) is { } kind && section.Value is YamlMapping members)
                foreach (var member in members.Entries)
                    Add(new NameReference(kind), member.Key, member.KeySpan, isDeclaration: true);
            if (ProjectSchema.Project.Child(section.Key) is { } schema)
                Visit(section.Value, schema, null);
        }
    }

    private void Visit(YamlNode node, ValueSchema schema, YamlMapping? owner)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    if (schema.KeysRefer is { } named && schema.IndexOf(entry.Key) < 0)
                        Add(named, entry.Key, entry.KeySpan, isDeclaration: false);
                    if (schema.Child(entry.Key) is { } child)
                        Visit(entry.Value, child, mapping);
                }

                break;
            case YamlSequence list when schema.Items is { } items:
                foreach (var item in list.Items)
                    Visit(item, items, null);
                break;
            case YamlScalar { Kind: not ScalarKind.Null } scalar when schema.Refers is { } reference && Applies(reference, owner):
                Add(reference, scalar.Text, scalar.Span, isDeclaration: false, FileOf(owner));
                break;
        }
    }

    private static bool Applies(NameReference reference, YamlMapping? owner) =>
        reference.Form != ReferenceForm.MountSource || owner?["type"] is YamlScalar { Text: "volume" };

    /// <summary>The short form `extends: base` stands in a service, which has no `file`.</summary>
    private static string? FileOf(YamlMapping? owner) => (owner?["file"] as YamlScalar)?.Text is { Length: > 0 } file ? file : null;

    private void Add(NameReference reference, string text, SourceSpan span, bool isDeclaration, string? file = null)
    {
        if (span.Source != _source.Id || ReferenceText.Find(text, reference.Form) is not var (start, length) || !_seen.Add(span.Start))
            return;
        var written = _source.Text.AsSpan(span.Start, span.Length);
        var quote = written is ['"' or '\'', ..] ? 1 : 0;
        var isPlain = written.Length >= text.Length + quote && written.Slice(quote, text.Length).SequenceEqual(text);
        var place = isPlain ? new SourceSpan(span.Source, span.Start + quote + start, length) : span;
        var isExtended = reference.Form == ReferenceForm.Extended;
        _found.Add(new NameUse(reference.Kind, text.Substring(start, length), place, isDeclaration)
        {
            IsPlain = isPlain,
            IsExtended = isExtended,
            File = isExtended ? file : null,
        });
    }
}

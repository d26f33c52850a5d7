using System.Globalization;
using System.Text.Json.Nodes;
using Compose.Files.Schema;
using Compose.Lsp.Names;
using Compose.Lsp.Projects;
using Compose.Lsp.Texts;
using Compose.Lsp.Typing;

namespace Compose.Lsp.Answers;

/// <summary>What fits at the cursor: attributes by the attribute table, values, and names of the project.</summary>
internal sealed class CompletionList
{
    private readonly OpenText _text;
    private readonly Analysis? _project;
    private readonly CursorPlace _place;
    private readonly JsonArray _items = [];

    private CompletionList(OpenText text, Analysis? project, CursorPlace place) => (_text, _project, _place) = (text, project, place);

    public static JsonArray Of(OpenText text, Analysis? project, int offset)
    {
        if (CursorReader.Find(text.Text, text.Lines, offset) is not { } place)
            return [];
        if (VariableWord.Find(text.Text, offset) is { } variable)
            return VariableList.Of(text, project, variable);
        var list = new CompletionList(text, project, place);
        if (SchemaAt(place) is { } schema)
            list.Add(schema);
        return list._items;
    }

    private static ValueSchema? SchemaAt(CursorPlace place)
    {
        var schema = ProjectSchema.Project;
        foreach (var step in place.Path)
        {
            schema = step == CursorPlace.Item ? schema.Items : schema.Child(step);
            if (schema is null)
                return null;
        }

        return schema;
    }

    private void Add(ValueSchema schema)
    {
        // In brackets an item that is a mapping begins with a brace.
        if (_place.Role != CursorRole.Value && _place.Quote is null && (_place.Role == CursorRole.Key || !_place.IsFlow))
            AddKeys(schema);
        if (_place.Role != CursorRole.Key && !_place.HasColon)
            AddValues(schema);
        else if (_place is { Role: CursorRole.Key, HasColon: false, IsFlow: false } && _place.Siblings.IsEmpty && schema.Items is { } items
            && schema.Types.HasFlag(ValueTypes.Array))
            foreach (var (name, kind) in Names(items))
                AddItem(name, kind, $"- {name}", null);
    }

    private void AddKeys(ValueSchema schema)
    {
        foreach (var field in schema.Fields)
            if (!_place.Siblings.Contains(field.Name))
                AddItem(field.Name, CompletionKind.Property, Key(field.Name, field.Schema), field);
        if (schema.KeysRefer is { } named && _place.Role == CursorRole.Key)
            foreach (var name in Declared(named))
                AddItem(name, CompletionKind.Reference, Key(name, schema.Entries), null);
    }

    private void AddValues(ValueSchema schema)
    {
        foreach (var (name, kind) in Names(schema))
            AddItem(name, kind, kind == CompletionKind.EnumMember ? Quoted(name, schema) : name, null);
        if (schema.Types.HasFlag(ValueTypes.Boolean) && _place.Quote is null)
            foreach (var word in (ReadOnlySpan<string>)["true", "false"])
                AddItem(word, CompletionKind.Value, word, null);
    }

    private IEnumerable<(string Text, CompletionKind Kind)> Names(ValueSchema schema)
    {
        foreach (var word in schema.Choices.Concat(schema.Words))
            yield return (word, CompletionKind.EnumMember);
        if (schema.Refers is not { } reference)
            yield break;
        foreach (var name in Declared(reference))
            if (Form(name, reference.Form) is { } text)
                yield return (text, CompletionKind.Reference);
    }

    private string? Form(string name, ReferenceForm form) => form switch
    {
        ReferenceForm.AfterService when _place.Path is [.., "additional_contexts", CursorPlace.Item] => null,
        ReferenceForm.AfterService => "service:" + name,
        ReferenceForm.ShortMount => name + ":",
        _ => name,
    };

    /// <summary>A service is not offered where it would wait for itself.</summary>
    private IEnumerable<string> Declared(NameReference reference)
    {
        if (_project is null)
            return [];
        var known = ProjectNames.Of(_project);
        var withExtended = reference.Form == ReferenceForm.Extended || known.IsExtended(_text.Path);
        var names = known.Declared(reference.Kind, withExtended).Where(name => !_place.Siblings.Contains(name))
            .Order(StringComparer.Ordinal);
        if (reference.Kind != NamedKind.Service || _place.Path is not ["services" or "jobs", var own, ..])
            return names;
        var waiting = Dependants.Of(own, _project.Loaded.Tree);
        return names.Where(name => !waiting.Contains(name));
    }

    private string Key(string name, ValueSchema? schema) =>
        _place.HasColon ? name
        : schema is { Types: var types } && (types & ~(ValueTypes.Object | ValueTypes.Array | ValueTypes.Null)) == 0 && !_place.IsFlow
            ? name + ":" : name + ": ";

    /// <summary>`no` and `on` would be read as booleans.</summary>
    private string Quoted(string word, ValueSchema schema) =>
        _place.Quote is null && word is "no" && !schema.Types.HasFlag(ValueTypes.Boolean) ? $"\"{word}\"" : word;

    private void AddItem(string label, CompletionKind kind, string text, Field? field)
    {
        var item = new JsonObject
        {
            ["label"] = label,
            ["kind"] = (int)kind,
            ["sortText"] = _items.Count.ToString("D4", CultureInfo.InvariantCulture),
            ["filterText"] = label,
            ["textEdit"] = new JsonObject { ["range"] = Ranges.ToJson(_text.Lines, _place.Start, _place.End), ["newText"] = text },
        };
        if (field is not null)
        {
            item["detail"] = FieldText.Types(field.Schema);
            item["documentation"] = FieldText.Description(field);
            if (field.Deprecated is not null)
                item["deprecated"] = true;
        }

        _items.Add((JsonNode)item);
    }
}

using System.Collections.Immutable;
using Compose.Files.Decoding;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Printing;

/// <summary>
/// Arranges a final tree the way `config` prints it and the config hash reads it: attributes in the order of the table, mappings sorted,
/// with what a form always prints and without what it never does. A writer only has to write the result down.
/// </summary>
public sealed class ConfigTree
{
    private readonly PrintForm _form;
    private readonly Dialect _dialect;
    private readonly IComparer<string> _order;

    private ConfigTree(PrintForm form, Dialect dialect)
    {
        _form = form;
        _dialect = dialect;
        _order = form == PrintForm.Yaml ? GoKeyOrder.Instance : ByteOrder.Instance;
    }

    /// <summary>The whole project.</summary>
    public static YamlMapping Arrange(YamlMapping tree, PrintForm form, Dialect dialect)
    {
        var arranged = new ConfigTree(form, dialect).Struct(tree, ProjectSchema.Project);
        return form == PrintForm.Yaml ? arranged : Top(tree, arranged, dialect);
    }

    /// <summary>One service, network or volume, of the schema given.</summary>
    public static YamlMapping Arrange(YamlMapping tree, ValueSchema schema, PrintForm form, Dialect dialect) =>
        new ConfigTree(form, dialect).Struct(tree, schema);

    /// <summary>A tree that is not decoded (--no-interpolate): everything sorted, nothing left out.</summary>
    public static YamlNode ArrangeRaw(YamlNode tree, PrintForm form) => new ConfigTree(form, Dialect.V5).Raw(tree, ProjectSchema.Project);

    /// <summary>
    /// JSON has extensions and sections in one alphabet. Docker Compose forgets the models; so does its older dialect here.
    /// </summary>
    private static YamlMapping Top(YamlMapping tree, YamlMapping arranged, Dialect dialect)
    {
        var json = new ConfigTree(PrintForm.Json, dialect);
        var extensions = tree.Entries.Where(entry => IsExtension(entry.Key)).Select(entry =>
            entry with { Value = json.Any(entry.Value, emptyListIsNull: true) });
        var sections = arranged.Entries.Where(entry => entry.Key != "models" || dialect != Dialect.V240);
        return arranged.With([.. sections.Concat(extensions).OrderBy(entry => entry.Key, ByteOrder.Instance)]);
    }

    private YamlNode Value(YamlNode node, ValueSchema schema) => (schema.Kind, node) switch
    {
        (ValueKind.Struct, YamlMapping mapping) when ReferenceEquals(schema, ServiceParts.EnvironmentFile) =>
            EnvironmentFile(mapping, schema),
        (ValueKind.Struct, YamlMapping mapping) => Struct(mapping, schema),
        (ValueKind.Ulimit, YamlMapping mapping) => Ulimit(mapping),
        (ValueKind.Ssh, YamlMapping mapping) => Ssh(mapping),
        (ValueKind.Any, _) => Any(node, emptyListIsNull: _form == PrintForm.Json),
        (_, YamlMapping mapping) => Sorted(mapping, schema.Entries),
        (_, YamlSequence sequence) when schema.Items is { Kind: ValueKind.Struct } item => Items(sequence, item),
        _ => node,
    };

    private YamlMapping Struct(YamlMapping mapping, ValueSchema schema)
    {
        var said = new TableOrder(mapping.Count);
        foreach (var entry in mapping.Entries)
            said.Add(schema.IndexOf(entry.Key), entry);
        var always = schema.Fields.AlwaysPrinted;
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Count + always.Length);
        var anyway = 0;
        for (var i = 0; i < said.Count; i++)
        {
            var order = said.OrderOf(i);
            for (; anyway < always.Length && always[anyway] <= order; anyway++)
                if (always[anyway] < order)
                    AddMissing(entries, schema.Fields[always[anyway]]);
            if (order < schema.Fields.Count)
                AddSaid(entries, said[i], schema.Fields[order]);
            else if (_form == PrintForm.Json || !schema.Extensions || schema.DropsExtensions || !IsExtension(said[i].Key))
                continue;
            else
                AddExtension(entries, said[i]);
        }

        for (; anyway < always.Length; anyway++)
            AddMissing(entries, schema.Fields[always[anyway]]);
        return mapping.With(entries.DrainToImmutable());
    }

    private void AddSaid(ImmutableArray<YamlEntry>.Builder entries, YamlEntry entry, Field field)
    {
        if (field.Printed == Printed.Never || (field.SinceV5 && _dialect == Dialect.V240))
            return;
        var value = Value(entry.Value, field.Schema);
        if (IsPrinted(value, field))
            entries.Add(entry with { Key = Name(field), Value = value });
    }

    private void AddMissing(ImmutableArray<YamlEntry>.Builder entries, Field field)
    {
        if (WhenMissing(field) is { } missing)
            entries.Add(new YamlEntry(Name(field), SourceSpan.None, missing));
    }

    /// <summary>Extensions come last, sorted.</summary>
    private void AddExtension(ImmutableArray<YamlEntry>.Builder entries, YamlEntry extension)
    {
        var place = entries.Count;
        while (place > 0 && IsExtension(entries[place - 1].Key) && _order.Compare(entries[place - 1].Key, extension.Key) > 0)
            place--;
        entries.Insert(place, extension with { Value = Any(extension.Value, emptyListIsNull: false) });
    }

    private static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    private string Name(Field field) => _form == PrintForm.Json ? field.JsonName ?? field.Name : field.Name;

    private YamlNode? WhenMissing(Field field) => field.Printed switch
    {
        Printed.AlwaysInJson when _form == PrintForm.Json => field.Schema.Kind == ValueKind.Struct
            ? Struct(new YamlMapping(SourceSpan.None, []), field.Schema)
            : YamlScalar.Null(SourceSpan.None),
        Printed.Always => field.Schema.Kind switch
        {
            ValueKind.Struct or ValueKind.Map => new YamlMapping(SourceSpan.None, []),
            ValueKind.Boolean => YamlScalar.Boolean(SourceSpan.None, false),
            ValueKind.String => YamlScalar.String(SourceSpan.None, ""),
            ValueKind.Bytes => YamlScalar.String(SourceSpan.None, "0"),
            _ => YamlScalar.Integer(SourceSpan.None, 0),
        },
        _ => null,
    };

    private bool IsPrinted(YamlNode value, Field field) => field.Printed switch
    {
        Printed.UnlessEmpty => !IsEmpty(value),
        Printed.AlwaysInJson => _form == PrintForm.Json || value is not YamlMapping { Count: 0 },
        Printed.UnlessTrue => IsOptOutPrinted(value),
        _ => true,
    };

    /// <summary>
    /// 5.x prints values that are off. 2.40 printed values that are on if a file or a short form set them, because it had no default.
    /// </summary>
    private bool IsOptOutPrinted(YamlNode value)
    {
        var isOn = value is YamlScalar { Text: "true" };
        return _dialect == Dialect.V240 ? isOn && !value.Span.IsNone : !isOn;
    }

    private static bool IsEmpty(YamlNode value) => value is YamlMapping { Count: 0 } or YamlSequence { Items.IsEmpty: true };

    private YamlMapping Sorted(YamlMapping mapping, ValueSchema? element)
    {
        if (mapping.Count == 0)
            return mapping;
        var entries = new YamlEntry[mapping.Count];
        var keys = new string[entries.Length];
        var sorted = true;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            entries[i] = element is null ? entry : entry with { Value = Value(entry.Value, element) };
            keys[i] = entry.Key;
            sorted &= i == 0 || _order.Compare(keys[i - 1], keys[i]) < 0;
        }

        if (!sorted)
            Array.Sort(keys, entries, _order);
        return mapping.With(ImmutableArray.Create(entries));
    }

    private YamlSequence Items(YamlSequence sequence, ValueSchema item) =>
        sequence.With([.. sequence.Items.Select(node => Value(node, item))]);

    /// <summary>What the table does not know. Docker Compose turns an empty list there into null on the way to JSON.</summary>
    private YamlNode Any(YamlNode node, bool emptyListIsNull) => node switch
    {
        YamlMapping mapping =>
            Sorted(mapping.With([.. mapping.Entries.Select(entry => entry with { Value = Any(entry.Value, emptyListIsNull) })]), null),
        YamlSequence { Items.IsEmpty: true } when emptyListIsNull => YamlScalar.Null(node.Span),
        YamlSequence sequence => sequence.With([.. sequence.Items.Select(item => Any(item, emptyListIsNull))]),
        _ => node,
    };

    /// <summary>
    /// Docker Compose rebuilds lists that have one item for each key. Another empty list is null in its JSON, and so is one of variables.
    /// </summary>
    private YamlNode Raw(YamlNode node, ValueSchema? schema) => node switch
    {
        YamlMapping mapping =>
            Sorted(mapping.With([.. mapping.Entries.Select(entry => entry with { Value = Raw(entry.Value, schema?.Child(entry.Key)) })]),
            null),
        YamlSequence { Items.IsEmpty: true } when _form == PrintForm.Json
            && schema is { Key: null } or { Kind: ValueKind.KeyOptionalValues } => YamlScalar.Null(node.Span),
        YamlSequence sequence => sequence.With([.. sequence.Items.Select(item => Raw(item, schema?.Items))]),
        _ => node,
    };

    /// <summary>2.40 wrote a required file as its path alone, and forgot the format in YAML.</summary>
    private YamlNode EnvironmentFile(YamlMapping file, ValueSchema schema)
    {
        if (_dialect != Dialect.V240)
            return Struct(file, schema);
        var path = file["path"] ?? YamlScalar.String(file.Span, "");
        if (file["required"] is not YamlScalar { Text: "false" } required)
            return path;
        var entries = ImmutableArray.Create(new YamlEntry("path", path.Span, path), new YamlEntry("required", required.Span, required));
        return file.With(_form == PrintForm.Json && file["format"] is { } format
            ? entries.Add(new YamlEntry("format", format.Span, format)) : entries);
    }

    /// <summary>YAML has both limits, JSON leaves out a zero.</summary>
    private YamlMapping Ulimit(YamlMapping limits) =>
        _form == PrintForm.Yaml ? limits : limits.With(limits.Entries.RemoveAll(entry => entry.Value is YamlScalar { Text: "0" }));

    /// <summary>
    /// A list of ids; an id with a path is one string. JSON has the form of a compose file, because that of Docker Compose cannot be read
    /// back.
    /// </summary>
    private YamlSequence Ssh(YamlMapping keys) => new(keys.Span,
    [
        .. keys.Entries.Select(entry => YamlScalar.String(entry.KeySpan,
            entry.Value is not YamlScalar { Kind: not ScalarKind.Null, Text.Length: > 0 } path ? entry.Key
                : entry.Key + (_form == PrintForm.Yaml ? ": " : "=") + path.Text)),
    ]);
}

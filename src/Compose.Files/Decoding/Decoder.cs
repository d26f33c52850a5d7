using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Decoding;

/// <summary>
/// Reads every value as what the table says it is and writes it back in its final form: sizes in bytes, durations, modes, numbers without a
/// fraction, commands as words, lists of K=V as mappings. Attributes come out in the order of the table, and what is blank, zero or false
/// without meaning anything is gone: the result is what `config` prints and the model is bound from.
/// </summary>
public sealed class Decoder
{
    private readonly DecodePath _path = new();
    private readonly ScalarDecoder _scalars;
    private readonly ListDecoder _lists;

    private Decoder(DiagnosticBag diagnostics)
    {
        _scalars = new ScalarDecoder(_path, diagnostics);
        _lists = new ListDecoder(_scalars, _path, diagnostics);
    }

    /// <summary>Decodes a canonical, normalized tree.</summary>
    public static YamlMapping Apply(YamlMapping tree, DiagnosticBag diagnostics) => new Decoder(diagnostics).Project(tree);

    /// <summary>The result of a value: nothing when it does not count.</summary>
    private YamlNode? Value(YamlNode node, ValueSchema schema) => schema.Kind switch
    {
        ValueKind.Any => node,
        ValueKind.Ignored => null,
        ValueKind.Struct => node is YamlMapping mapping ? Struct(mapping, schema) : Null(node),
        ValueKind.Map => node is YamlMapping mapping ? Map(mapping, schema) : Null(node),
        ValueKind.List => node is YamlSequence sequence ? List(sequence, schema) : Null(node),
        ValueKind.Ulimit => Ulimit(node, schema),
        ValueKind.StringList or ValueKind.StringOrNumberList => ListDecoder.Texts(node),
        ValueKind.KeyValues or ValueKind.Options => _lists.KeyValues(node, keepNulls: false),
        ValueKind.KeyOptionalValues => _lists.KeyValues(node, keepNulls: true),
        ValueKind.MultiOptions => ListDecoder.MultiOptions(node),
        ValueKind.Hosts => _lists.Hosts(node),
        ValueKind.Command => _lists.Command(node),
        ValueKind.HealthTest => ListDecoder.HealthTest(node),
        ValueKind.Ssh => _lists.Ssh(node),
        _ => node is YamlScalar scalar ? _scalars.Decode(scalar, schema) : null,
    };

    private YamlMapping Project(YamlMapping tree) => Struct(tree, ProjectSchema.Project);

    private YamlMapping Struct(YamlMapping mapping, ValueSchema schema)
    {
        var entries = new TableOrder(mapping.Count);
        var changed = false;
        foreach (var entry in mapping.Entries)
        {
            var order = schema.IndexOf(entry.Key);
            var value = order >= 0 ? Field(entry, schema.Fields[order]) : IsKeptExtension(entry.Key, schema) ? entry.Value : null;
            changed |= !ReferenceEquals(value, entry.Value);
            if (value is not null)
                entries.Add(order, changed ? entry with { Value = value } : entry);
        }

        return changed || entries.IsReordered ? mapping.With(entries.ToImmutable()) : mapping;
    }

    private static bool IsKeptExtension(string key, ValueSchema schema) =>
        schema is { Extensions: true, DropsExtensions: false } && key.StartsWith("x-", StringComparison.Ordinal);

    private YamlNode? Field(YamlEntry entry, Field field)
    {
        if (entry.Value.IsNull && field.Schema.Kind is not ValueKind.Any)
            return null;
        _path.Field(entry.Key);
        var value = Value(entry.Value, field.Schema);
        _path.Leave();
        return value is null || Counts(value, field) ? value : null;
    }

    /// <summary>Whether a value is printed by the rule of its row, as far as that is the same in every form of output.</summary>
    private static bool Counts(YamlNode value, Field field) => field.Printed switch
    {
        Printed.UnlessEmpty => !IsEmpty(value, field.Schema.Kind),
        Printed.Never => false,
        _ => true,
    };

    private static bool IsEmpty(YamlNode value, ValueKind kind) => value switch
    {
        YamlMapping mapping => mapping.Count == 0,
        YamlSequence sequence => sequence.Items.IsEmpty,
        YamlScalar scalar => kind switch
        {
            ValueKind.Boolean => scalar.Text == "false",
            ValueKind.Duration => scalar.Text == "0s",
            ValueKind.Bytes => scalar.Text == "0",
            ValueKind.Int or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.UInt32 or ValueKind.UInt16 or ValueKind.Float32
                or ValueKind.DeviceCount => scalar.Number == 0,
            _ => scalar.Text.Length == 0,
        },
        _ => false,
    };

    private YamlMapping Map(YamlMapping mapping, ValueSchema schema)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Count);
        var changed = false;
        foreach (var entry in mapping.Entries)
        {
            var value = entry.Value;
            if (schema.Entries is { } element)
            {
                _path.Key(entry.Key);
                value = value.IsNull ? Missing(value, schema) : Value(value, element) ?? value;
                _path.Leave();
            }

            changed |= !ReferenceEquals(value, entry.Value);
            entries.Add(entry with { Value = value });
        }

        return changed ? mapping.With(entries.MoveToImmutable()) : mapping;
    }

    /// <summary>
    /// A network or volume that says nothing is there with every default; a service's attachment that says nothing stays null.
    /// </summary>
    private static YamlNode Missing(YamlNode value, ValueSchema schema) =>
        ReferenceEquals(schema, ProjectSchema.Networks) || ReferenceEquals(schema, ProjectSchema.Volumes) ? new YamlMapping(value.Span, [])
            : value;

    private YamlSequence List(YamlSequence sequence, ValueSchema schema)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>(sequence.Items.Length);
        var changed = false;
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            _path.Item(i);
            var value = Value(sequence.Items[i], schema.Items!);
            _path.Leave();
            changed |= !ReferenceEquals(value, sequence.Items[i]);
            if (value is not null)
                items.Add(value);
        }

        return changed ? sequence.With(items.ToImmutable()) : sequence;
    }

    private static YamlNode? Null(YamlNode node) => node.IsNull ? node : null;

    /// <summary>One number, or both limits: zero for both is the same as a single zero.</summary>
    private YamlNode? Ulimit(YamlNode node, ValueSchema schema)
    {
        if (node is YamlMapping mapping)
            return Limits(mapping.Span, mapping["soft"], mapping["hard"], schema);
        var single = node is YamlScalar scalar ? _scalars.Decode(scalar, schema) : null;
        return single is YamlScalar { Number: 0 } ? Limits(node.Span, single, single, schema) : single;
    }

    private YamlMapping Limits(SourceSpan span, YamlNode? soft, YamlNode? hard, ValueSchema schema) => new(span,
    [
        new YamlEntry("soft", soft?.Span ?? span, soft is YamlScalar low ? _scalars.Decode(low, schema) ?? low
            : YamlScalar.Integer(span, 0)),
        new YamlEntry("hard", hard?.Span ?? span, hard is YamlScalar high ? _scalars.Decode(high, schema) ?? high
            : YamlScalar.Integer(span, 0)),
    ]);
}

using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>Checks a merged tree against the table and reports every mistake, each at its own place.</summary>
internal sealed class SchemaCheck
{
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly ProcessedNodes? _finished;
    private readonly TreePath _path = new();

    /// <summary>The help for a key without a value, when what should be its value follows and is not indented.</summary>
    private string? _indentation;

    /// <summary>The same for lines that are indented with a character that is no blank; one error says so.</summary>
    private string? _oddHelp;
    private bool _oddReported;

    private SchemaCheck(string file, DiagnosticBag diagnostics, ProcessedNodes? finished = null)
    {
        _file = file;
        _diagnostics = diagnostics;
        _finished = finished;
    }

    /// <summary><paramref name="file"/> is the file that is being merged: what the message names.</summary>
    public static void Run(YamlMapping tree, string file, DiagnosticBag diagnostics, ProcessedNodes? finished = null) =>
        new SchemaCheck(file, diagnostics, finished).Visit(tree, ProjectSchema.Project, tree.Span);

    /// <summary>One section, before it is used up.</summary>
    public static void RunSection(string name, YamlNode node, string file, DiagnosticBag diagnostics)
    {
        var check = new SchemaCheck(file, diagnostics);
        check._path.Push(name);
        check.Visit(node, ProjectSchema.Project.Child(name)!, node.Span);
    }

    /// <summary>The `extends` of a service, before it is used up. What is no reference at all is found where it is followed.</summary>
    public static void RunExtends(string service, YamlNode node, string file, DiagnosticBag diagnostics)
    {
        if (node is not YamlMapping)
            return;
        var check = new SchemaCheck(file, diagnostics);
        check._path.Push("services").Push(service).Push("extends");
        check.Visit(node, ProjectSchema.Services.Entries!.Child("extends")!, node.Span);
    }

    private void Visit(YamlNode node, ValueSchema schema, SourceSpan keySpan)
    {
        if (!Fits(node, schema.Types))
        {
            _oddReported |= _oddHelp is not null && _indentation == _oddHelp;
            var span = node.Span.IsNone || node.Span.Length == 0 ? keySpan : node.Span;
            _diagnostics.Add(SchemaProblems.WrongType(_file, _path, node, span, schema.Expected == ValueTypes.None ? schema.Types
                : schema.Expected, _indentation ?? TypeHelp.Of(node, schema)));
            return;
        }

        switch (node)
        {
            case YamlMapping mapping:
                VisitMapping(mapping, schema, keySpan);
                break;
            case YamlSequence list:
                VisitList(list, schema);
                break;
            case YamlScalar scalar:
                VisitScalar(scalar, schema);
                break;
        }
    }

    private static bool Fits(YamlNode node, ValueTypes types) => node switch
    {
        YamlMapping => types.HasFlag(ValueTypes.Object),
        YamlSequence => types.HasFlag(ValueTypes.Array),
        YamlScalar scalar => scalar.Kind switch
        {
            ScalarKind.Null => types.HasFlag(ValueTypes.Null),
            ScalarKind.Boolean => types.HasFlag(ValueTypes.Boolean),
            ScalarKind.Integer => types.HasFlag(ValueTypes.Integer),
            ScalarKind.Float => types.HasFlag(ValueTypes.Number) || (types.HasFlag(ValueTypes.Integer) && double.IsInteger(scalar.Number)),
            _ => types.HasFlag(ValueTypes.String),
        },
        _ => false,
    };

    private void VisitMapping(YamlMapping mapping, ValueSchema schema, SourceSpan keySpan)
    {
        var misplaced = Misplaced.In(mapping, schema);
        _oddHelp ??= misplaced?.OddHelp;
        foreach (var entry in mapping.Entries)
        {
            if (misplaced?.IsSkipped(entry.Key) == true)
                continue;
            if (schema.IndexOf(entry.Key) is var i and >= 0)
                VisitEntry(entry, schema.Fields[i].Schema, misplaced);
            else if (schema.Extensions && entry.Key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            else if (schema.Entries is { } other && IsName(entry.Key, schema.Names))
                VisitEntry(entry, other, misplaced);
            else if (!schema.Open)
                AddUnknown(entry, schema, misplaced);
            else if (!schema.Fields.IsEmpty)
                AddUnseen(entry, schema);
        }

        CheckRequired(mapping, schema, keySpan);
    }

    private void AddUnknown(YamlEntry entry, ValueSchema schema, Misplaced? misplaced)
    {
        if (_oddReported && misplaced?.IsOdd(entry.Key) == true)
            return;
        var help = misplaced?.HelpFor(entry.Key);
        var (advice, nearest) = help is null ? HelpForName(entry.Key, schema) : (help, null);
        _diagnostics.Add(schema.Entries is null ? SchemaProblems.UnknownAttribute(_file, _path, entry, advice, nearest)
            : SchemaProblems.BadName(_file, _path, entry, schema.Names, help));
    }

    private void AddUnseen(YamlEntry entry, ValueSchema schema)
    {
        var (help, nearest) = HelpForName(entry.Key, schema);
        _diagnostics.Add(SchemaProblems.Unseen(_path, entry, help, nearest));
    }

    private void VisitEntry(YamlEntry entry, ValueSchema schema, Misplaced? misplaced)
    {
        if (_path.Depth == 1 && _finished?.Contains(entry.Value) == true)
            return;
        _path.Push(entry.Key);
        _indentation = entry.Value.IsNull ? misplaced?.HelpFor(entry.Key) ?? _oddHelp : null;
        Visit(entry.Value, schema, entry.KeySpan);
        _indentation = null;
        _path.Pop();
    }

    private void CheckRequired(YamlMapping mapping, ValueSchema schema, SourceSpan keySpan)
    {
        List<string>? missing = null;
        foreach (var field in schema.Fields)
            if (field.Required && !mapping.Contains(field.Name))
                (missing ??= []).Add(field.Name);
        if (missing is not null)
            _diagnostics.Add(SchemaProblems.Missing(_file, _path, missing, keySpan.IsNone ? mapping.Span : keySpan));
    }

    private static bool IsName(string name, NameRule rule) => rule switch
    {
        NameRule.Resource => TextPatterns.IsResourceName(name),
        NameRule.LowerCase => TextPatterns.IsLowerCase(name),
        _ => name.Length > 0,
    };

    /// <summary>What to do about an unknown name, and the known one that was probably meant.</summary>
    private static (string? Help, string? Nearest) HelpForName(string name, ValueSchema schema)
    {
        if (JobSchema.IsOfServicesOnly(schema, name))
            return ($"a service can have \"{name}\", a job cannot", null);
        if (ReferenceEquals(schema, ServiceSchema.PreStartHook) && PreStartSchema.IsOfServicesOnly(name))
            return ($"a service can have \"{name}\", a pre_start hook cannot", null);
        if (ReferenceEquals(schema, ProjectSchema.Project) && ServiceSchema.Service.IndexOf(name) >= 0)
            return ($"\"{name}\" is an attribute of a service: indent it below the name of a service, under `services:`", null);
        if (NearestName.Find(name, schema.Fields.Select(field => field.Name)) is { } nearest)
            return ($"did you mean \"{nearest}\"?", nearest);
        foreach (var field in schema.Fields)
            if (field.Schema.IndexOf(name) >= 0)
                return ($"\"{name}\" is an attribute of \"{field.Name}\"", null);
        return (MovedAttributes.Help(name) ?? (schema.Extensions ? "attributes of your own begin with \"x-\"" : null), null);
    }

    private void VisitList(YamlSequence list, ValueSchema schema)
    {
        if (schema.Items is not { } items)
            return;
        for (var i = 0; i < list.Items.Length; i++)
        {
            _path.Push(i);
            Visit(list.Items[i], items, list.Items[i].Span);
            _path.Pop();
        }

        if (schema.UniqueItems && list.Items.Length > 1)
            CheckUnique(list);
    }

    private void CheckUnique(YamlSequence list)
    {
        var places = new Dictionary<string, int>(list.Items.Length, StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Length; i++)
        {
            var identity = NodeIdentity.Of(list.Items[i]);
            if (!places.TryAdd(identity, i))
                _diagnostics.Add(SchemaProblems.Repeated(_file, _path, places[identity], i, list.Items[places[identity]], list.Items[i]));
        }
    }

    private void VisitScalar(YamlScalar scalar, ValueSchema schema)
    {
        if (scalar.Kind is ScalarKind.Integer or ScalarKind.Float)
        {
            if (schema.Minimum is { } minimum && scalar.Number < minimum)
                _diagnostics.Add(SchemaProblems.TooSmall(_file, _path, scalar, minimum));
            if (schema.Maximum is { } maximum && scalar.Number > maximum)
                _diagnostics.Add(SchemaProblems.TooLarge(_file, _path, scalar, maximum));
        }
        else if (scalar.Kind == ScalarKind.String)
        {
            if (!schema.Choices.IsEmpty && !schema.Choices.Contains(scalar.Text))
                _diagnostics.Add(
                    SchemaProblems.NotOneOf(_file, _path, scalar, schema.Choices, NearestName.Find(scalar.Text, schema.Choices)));
            if (schema.Pattern is { } pattern && !pattern.Matches(scalar.Text))
                _diagnostics.Add(SchemaProblems.NoMatch(_file, _path, scalar, pattern.Expression));
        }
    }
}

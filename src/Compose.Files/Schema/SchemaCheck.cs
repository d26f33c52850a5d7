using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Shape;

/// <summary>Checks a merged tree against the table and reports every mistake, each at its own place.</summary>
internal sealed class ShapeCheck
{
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly FinishedNodes? _finished;
    private readonly TreePath _path = new();

    /// <summary>The help for a key without a value, when what should be its value follows and is not indented.</summary>
    private string? _indentation;

    /// <summary>The same for lines that are indented with a character that is no blank; one error says so.</summary>
    private string? _oddHelp;
    private bool _oddReported;

    private ShapeCheck(string file, DiagnosticBag diagnostics, FinishedNodes? finished = null)
    {
        _file = file;
        _diagnostics = diagnostics;
        _finished = finished;
    }

    /// <summary><paramref name="file"/> is the file that is being merged: what the message names.</summary>
    public static void Run(YamlMapping tree, string file, DiagnosticBag diagnostics, FinishedNodes? finished = null) =>
        new ShapeCheck(file, diagnostics, finished).Visit(tree, ProjectShape.Project, tree.Span);

    /// <summary>One section, before it is used up.</summary>
    public static void RunSection(string name, YamlNode node, string file, DiagnosticBag diagnostics)
    {
        var check = new ShapeCheck(file, diagnostics);
        check._path.Push(name);
        check.Visit(node, ProjectShape.Project.Child(name)!, node.Span);
    }

    /// <summary>The `extends` of a service, before it is used up. What is no reference at all is found where it is followed.</summary>
    public static void RunExtends(string service, YamlNode node, string file, DiagnosticBag diagnostics)
    {
        if (node is not YamlMapping)
            return;
        var check = new ShapeCheck(file, diagnostics);
        check._path.Push("services").Push(service).Push("extends");
        check.Visit(node, ProjectShape.Services.Entries!.Child("extends")!, node.Span);
    }

    private void Visit(YamlNode node, ValueShape shape, SourceSpan keySpan)
    {
        if (!Fits(node, shape.Types))
        {
            _oddReported |= _oddHelp is not null && _indentation == _oddHelp;
            var span = node.Span.IsNone || node.Span.Length == 0 ? keySpan : node.Span;
            _diagnostics.Add(ShapeProblems.WrongType(_file, _path, node, span, shape.Expected == ValueTypes.None ? shape.Types
                : shape.Expected, _indentation ?? TypeHelp.Of(node, shape)));
            return;
        }

        switch (node)
        {
            case YamlMapping mapping:
                VisitMapping(mapping, shape, keySpan);
                break;
            case YamlSequence list:
                VisitList(list, shape);
                break;
            case YamlScalar scalar:
                VisitScalar(scalar, shape);
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

    private void VisitMapping(YamlMapping mapping, ValueShape shape, SourceSpan keySpan)
    {
        var misplaced = Misplaced.In(mapping, shape);
        _oddHelp ??= misplaced?.OddHelp;
        foreach (var entry in mapping.Entries)
        {
            if (misplaced?.IsSkipped(entry.Key) == true)
                continue;
            if (shape.IndexOf(entry.Key) is var i and >= 0)
                VisitEntry(entry, shape.Fields[i].Shape, misplaced);
            else if (shape.Extensions && entry.Key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            else if (shape.Entries is { } other && IsName(entry.Key, shape.Names))
                VisitEntry(entry, other, misplaced);
            else if (!shape.Open)
                AddUnknown(entry, shape, misplaced);
            else if (!shape.Fields.IsEmpty)
                _diagnostics.Add(ShapeProblems.Unseen(_path, entry, HelpForName(entry.Key, shape)));
        }

        CheckRequired(mapping, shape, keySpan);
    }

    private void AddUnknown(YamlEntry entry, ValueShape shape, Misplaced? misplaced)
    {
        if (_oddReported && misplaced?.IsOdd(entry.Key) == true)
            return;
        var help = misplaced?.HelpFor(entry.Key);
        _diagnostics.Add(shape.Entries is null
            ? ShapeProblems.UnknownAttribute(_file, _path, entry, help ?? HelpForName(entry.Key, shape))
            : ShapeProblems.BadName(_file, _path, entry, shape.Names, help));
    }

    private void VisitEntry(YamlEntry entry, ValueShape shape, Misplaced? misplaced)
    {
        if (_path.Depth == 1 && _finished?.Contains(entry.Value) == true)
            return;
        _path.Push(entry.Key);
        _indentation = entry.Value.IsNull ? misplaced?.HelpFor(entry.Key) ?? _oddHelp : null;
        Visit(entry.Value, shape, entry.KeySpan);
        _indentation = null;
        _path.Pop();
    }

    private void CheckRequired(YamlMapping mapping, ValueShape shape, SourceSpan keySpan)
    {
        List<string>? missing = null;
        foreach (var field in shape.Fields)
            if (field.Required && !mapping.Contains(field.Name))
                (missing ??= []).Add(field.Name);
        if (missing is not null)
            _diagnostics.Add(ShapeProblems.Missing(_file, _path, missing, keySpan.IsNone ? mapping.Span : keySpan));
    }

    private static bool IsName(string name, NameRule rule) => rule switch
    {
        NameRule.Resource => TextPatterns.IsResourceName(name),
        NameRule.LowerCase => TextPatterns.IsLowerCase(name),
        _ => name.Length > 0,
    };

    private static string? HelpForName(string name, ValueShape shape)
    {
        if (NearestName.Find(name, shape.Fields.Select(field => field.Name)) is { } nearest)
            return $"Did you mean \"{nearest}\"?";
        foreach (var field in shape.Fields)
            if (field.Shape.IndexOf(name) >= 0)
                return $"\"{name}\" is an attribute of \"{field.Name}\".";
        return MovedAttributes.Help(name) ?? (shape.Extensions ? "Attributes of your own begin with \"x-\"." : null);
    }

    private void VisitList(YamlSequence list, ValueShape shape)
    {
        if (shape.Items is not { } items)
            return;
        for (var i = 0; i < list.Items.Length; i++)
        {
            _path.Push(i);
            Visit(list.Items[i], items, list.Items[i].Span);
            _path.Pop();
        }

        if (shape.UniqueItems && list.Items.Length > 1)
            CheckUnique(list);
    }

    private void CheckUnique(YamlSequence list)
    {
        var places = new Dictionary<string, int>(list.Items.Length, StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Length; i++)
        {
            var identity = NodeIdentity.Of(list.Items[i]);
            if (!places.TryAdd(identity, i))
                _diagnostics.Add(ShapeProblems.Repeated(_file, _path, places[identity], i, list.Items[places[identity]], list.Items[i]));
        }
    }

    private void VisitScalar(YamlScalar scalar, ValueShape shape)
    {
        if (scalar.Kind is ScalarKind.Integer or ScalarKind.Float)
        {
            if (shape.Minimum is { } minimum && scalar.Number < minimum)
                _diagnostics.Add(ShapeProblems.TooSmall(_file, _path, scalar, minimum));
            if (shape.Maximum is { } maximum && scalar.Number > maximum)
                _diagnostics.Add(ShapeProblems.TooLarge(_file, _path, scalar, maximum));
        }
        else if (scalar.Kind == ScalarKind.String)
        {
            if (!shape.Choices.IsEmpty && !shape.Choices.Contains(scalar.Text))
                _diagnostics.Add(ShapeProblems.NotOneOf(_file, _path, scalar, shape.Choices, NearestName.Find(scalar.Text, shape.Choices)));
            if (shape.Pattern is { } pattern && !pattern.Matches(scalar.Text))
                _diagnostics.Add(ShapeProblems.NoMatch(_file, _path, scalar, pattern.Expression));
        }
    }
}

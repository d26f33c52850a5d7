using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Explaining;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Interpolation;

/// <summary>
/// Puts variables into the values of a document, and reads those as numbers or booleans that must be so before anything else looks at them.
/// Keys are left alone. A value that holds no variable is the same node in the result.
/// </summary>
internal sealed class Interpolator(SourceSet sources, DiagnosticBag diagnostics, ContributionLog? contributions)
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly TreePath _path = new();
    private readonly SubstitutionBudget _budget = new();
    private bool _isBudgetReported;

    public YamlMapping Apply(YamlMapping document, ComposeEnvironment environment) =>
        (YamlMapping)Visit(document, ProjectSchema.Project, environment);

    /// <summary>One value by itself.</summary>
    public string Text(YamlScalar scalar, string attribute, ComposeEnvironment environment)
    {
        _path.Push(attribute);
        var result = Substitute(scalar, environment);
        _path.Pop();
        return result.Text;
    }

    private YamlNode Visit(YamlNode node, ValueSchema? schema, ComposeEnvironment environment)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return VisitMapping(mapping, schema, environment);
            case YamlSequence list:
                return VisitList(list, schema, environment);
            case YamlScalar { Kind: ScalarKind.String } scalar:
                var result = scalar.Text.Contains('$', StringComparison.Ordinal) ? Substitute(scalar, environment) : scalar;

                // A string that could not be read has been reported; a second error about its type would be about the same thing.
                var failed = ReferenceEquals(result, scalar) && scalar.Text.Contains("${", StringComparison.Ordinal);
                return schema is { Cast: not Cast.None } && !failed ? ScalarCast.Apply(result, schema.Cast, _path, diagnostics) : result;
            case YamlScalar { Kind: ScalarKind.Timestamp } date when schema is not null && sources.TryGet(date.Span, out var source):
                // No attribute is a date, so a date without quotes is a string.
                return YamlScalar.String(date.Span, source.Text.Substring(date.Span.Start, date.Span.Length));
            default:
                return node;
        }
    }

    private YamlMapping VisitMapping(YamlMapping mapping, ValueSchema? schema, ComposeEnvironment environment)
    {
        ImmutableArray<YamlEntry>.Builder? changed = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            _path.Push(entry.Key);
            var value = Visit(entry.Value, schema?.Child(entry.Key), environment);
            _path.Pop();
            if (!ReferenceEquals(value, entry.Value))
                (changed ??= mapping.Entries.ToBuilder())[i] = entry with { Value = value };
        }

        return changed is null ? mapping : mapping.With(changed.ToImmutable());
    }

    private YamlSequence VisitList(YamlSequence list, ValueSchema? schema, ComposeEnvironment environment)
    {
        ImmutableArray<YamlNode>.Builder? changed = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            _path.Push(i);
            var item = Visit(list.Items[i], schema?.Items, environment);
            _path.Pop();
            if (!ReferenceEquals(item, list.Items[i]))
                (changed ??= list.Items.ToBuilder())[i] = item;
        }

        return changed is null ? list : list.With(changed.ToImmutable());
    }

    private YamlScalar Substitute(YamlScalar scalar, ComposeEnvironment environment)
    {
        var lookup = new Lookup(environment) { Budget = _budget };
        var result = Template.Evaluate(scalar.Text, lookup);
        foreach (var use in lookup.Uses)
            if (use.Outcome == TemplateOutcome.Unset && _warned.Add(use.Name))
                diagnostics.Add(Template.LooksLikeHash(scalar.Text)
                    ? InterpolationProblems.UnsetInHash(use.Name, PlaceOf(scalar, use.Offset, use.Length))
                    : InterpolationProblems.Unset(use.Name, PlaceOf(scalar, use.Offset, use.Length)));
        contributions?.AddVariables(scalar.Span,
            [.. lookup.Uses.Select(use => new UsedVariable(use.Name, use.Value?.Value, Origin(use), use.Value?.Span ?? SourceSpan.None))]);
        if (result.IsValid)
            return result.Text == scalar.Text ? scalar : YamlScalar.String(scalar.Span, result.Text);

        var place = PlaceOf(scalar, result.Error.Offset, result.Error.Length);
        if (result.Error.IsTooLong)
        {
            // Once: every value after it would get the same error.
            if (!_isBudgetReported)
                diagnostics.Add(InterpolationProblems.TooLong(_path, result.Error.Message, place));
            _isBudgetReported = true;
            return scalar;
        }

        diagnostics.Add(result.Error.Variable is null
            ? InterpolationProblems.Invalid(_path, result.Error.Text, place)
            : InterpolationProblems.Required(_path, result.Error.Variable, result.Error.Message, place));
        return scalar;
    }

    private static string Origin(in TemplateUse use) => use.Outcome switch
    {
        TemplateOutcome.Default => "default",
        _ => use.Value?.Origin ?? "not set",
    };

    /// <summary>A part of a scalar's text as it stands in the source; all of it where quotes or folding make the two differ.</summary>
    private SourceSpan PlaceOf(YamlScalar scalar, int offset, int length)
    {
        if (!sources.TryGet(scalar.Span, out var source) || scalar.Span.End > source.Text.Length)
            return scalar.Span;
        var written = source.Text.AsSpan(scalar.Span.Start, scalar.Span.Length);
        var part = scalar.Text.AsSpan(offset, Math.Min(length, scalar.Text.Length - offset));

        // The same part may occur before: skip as many as do in the text.
        var skip = 0;
        for (var at = scalar.Text.AsSpan().IndexOf(part); at >= 0 && at < offset; skip++)
        {
            var next = scalar.Text.AsSpan(at + 1).IndexOf(part);
            at = next < 0 ? -1 : at + 1 + next;
        }

        var found = written.IndexOf(part);
        for (; found >= 0 && skip > 0; skip--)
        {
            var next = written[(found + 1)..].IndexOf(part);
            found = next < 0 ? -1 : found + 1 + next;
        }

        return found < 0 ? scalar.Span : new SourceSpan(scalar.Span.Source, scalar.Span.Start + found, part.Length);
    }

    private sealed class Lookup(ComposeEnvironment environment) : TemplateScope
    {
        public List<TemplateUse> Uses { get; } = [];

        public override EnvironmentValue? Find(string name) => environment.TryGet(name, out var value) ? value : null;

        public override void Used(in TemplateUse use) => Uses.Add(use);
    }
}

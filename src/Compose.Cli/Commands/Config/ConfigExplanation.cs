using System.Buffers;
using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Execution.Observing;
using Compose.Files;
using Compose.Files.Explaining;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Host.Terminals;
using Compose.Planning.Secrets;

namespace Compose.Cli.Commands.Config;

/// <summary>`config --explain PATH`: what every file says about a value, in order, and what counts. Secrets are hidden.</summary>
internal static class ConfigExplanation
{
    public static int Print(string path, LoadResult result, Terminal terminal, ProjectContext session)
    {
        var contributions = Explanation.Of(path, result.Contributions!, result.Tree);
        var final = result.Tree is null ? null : Find(result.Tree, path);
        if (contributions.IsEmpty && final is null)
            return session.Reporter.Fail($"no such attribute: {path}", Nearest(result.Tree, path));

        var redaction = result.Project is { } project ? new Redaction(ContentDigests.Of(project).SecretTexts) : Redaction.ByShape;
        var style = session.Output.Output;
        var text = new StringBuilder();
        text.Append(style.Bold(path)).Append(final is null ? "" : " = " + Value(path, final, redaction)).Append('\n');
        if (contributions.IsEmpty)
            text.Append(Place(final!.Span, result.Sources) is { } place && final is YamlScalar
                ? $"{style.Green("* ")}{style.Cyan(place)}  {Value(path, final, redaction)}\n" : "  no file says so: it is a default\n");
        foreach (var contribution in contributions)
            Append(text, path, contribution, result.Sources, redaction, style);
        terminal.Print(text.ToString(), isStyled: true);
        return ExitCodes.Success;
    }

    private static void Append(
        StringBuilder text, string path, Contribution contribution, SourceSet sources, Redaction redaction, Style style)
    {
        var place = Place(contribution.Span, sources) ?? "(no file)";
        text.Append(contribution.Wins ? style.Green("* ") : "  ").Append(style.Cyan(place)).Append("  ");
        text.Append(contribution.Kind == ContributionKind.Reset ? "!reset" : Value(path, contribution.Value, redaction));
        text.Append(style.Dim($"  ({contribution.Rule}{(contribution.Extended ? ", through extends" : "")})")).Append('\n');
        if (contribution.Variables.Length > 0 && redaction.Shown(path, Written(contribution.Span, sources)) is { } written)
            text.Append("      written ").Append(written).Append('\n');
        foreach (var variable in contribution.Variables)
        {
            text.Append("      ").Append(variable.Name);
            text.Append(
                variable.Value is null ? " is not set"
                    : $" = {Variable(path, variable.Name, variable.Value, redaction)} from {variable.Origin}");
            text.Append(Place(variable.Span, sources) is { } at ? $" ({at})" : "").Append('\n');
        }
    }

    private static string? Place(SourceSpan span, SourceSet sources)
    {
        if (!sources.TryGet(span, out var source))
            return null;
        var position = source.Lines.Position(span.Start);
        return $"{source.Name}:{position.Line}:{position.Column}";
    }

    private static string? Written(SourceSpan span, SourceSet sources) =>
        sources.TryGet(span, out var source) && span.End <= source.Text.Length && span.Length is > 0 and < 200
            ? source.Text.Substring(span.Start, span.Length).ReplaceLineEndings(" ") : null;

    /// <summary>A secret by its own name, or because the attribute is one.</summary>
    private static string Variable(string path, string name, string value, Redaction redaction) =>
        SecretNames.Hides(path) || redaction.Shown("environment." + name, value) is Redaction.Hidden ? Redaction.Hidden
            : GoSyntax.Quote(redaction.Text(value));

    private static string Value(string path, YamlNode secretive, Redaction redaction)
    {
        var node = Redacted(path, secretive, redaction);
        if (node is YamlScalar { Text: Redaction.Hidden })
            return Redaction.Hidden;
        var text = new ArrayBufferWriter<byte>();
        if (node is YamlScalar { Kind: not ScalarKind.String } scalar)
            return scalar.IsNull ? "null" : scalar.Text;
        JsonTreeWriter.Write(node, text, indented: false);
        return DisplayWidth.Fit(Encoding.UTF8.GetString(text.WrittenSpan), 100);
    }

    private static YamlNode Redacted(string path, YamlNode node, Redaction redaction) => node switch
    {
        YamlScalar { IsNull: false } scalar when redaction.Shown(path, scalar.Text) is { } shown && shown != scalar.Text =>
            YamlScalar.String(scalar.Span, shown),
        YamlSequence list =>
            new YamlSequence(list.Span, [.. list.Items.Select((item, index) => Redacted($"{path}.{index}", item, redaction))]),
        YamlMapping mapping =>
            new YamlMapping(
                mapping.Span,
                [.. mapping.Entries.Select(entry => entry with { Value = Redacted($"{path}.{entry.Key}", entry.Value, redaction) })]),
        _ => node,
    };

    private static YamlNode? Find(YamlNode node, string path)
    {
        if (path.Length == 0)
            return node;
        if (node is YamlSequence list)
            return FindItem(list, path);
        if (node is not YamlMapping mapping)
            return null;
        foreach (var entry in mapping.Entries)
        {
            if (path == entry.Key)
                return entry.Value;
            if (path.StartsWith(entry.Key + ".", StringComparison.Ordinal)
                && Find(entry.Value, path[(entry.Key.Length + 1)..]) is { } found)
                return found;
        }

        return null;
    }

    private static YamlNode? FindItem(YamlSequence list, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var first = dot < 0 ? path : path[..dot];
        return int.TryParse(first, out var index) && index >= 0 && index < list.Items.Length
            ? Find(list.Items[index], dot < 0 ? "" : path[(dot + 1)..]) : null;
    }

    /// <summary>The deepest part of the path that is there, and what stands below it.</summary>
    private static string Nearest(YamlMapping? tree, string path)
    {
        var parent = path;
        while (tree is not null && parent.Contains('.', StringComparison.Ordinal))
        {
            parent = parent[..parent.LastIndexOf('.')];
            if (Find(tree, parent) is { } node)
                return $"{parent} has {Keys(node)}";
        }

        return $"the file has {(tree is null ? "nothing" : Keys(tree))}";
    }

    private static string Keys(YamlNode node) => node switch
    {
        YamlMapping { Count: > 0 } mapping => string.Join(", ", mapping.Entries.Select(entry => entry.Key)),
        YamlSequence list => list.Items.Length == 1 ? "one item, 0" : $"items 0 to {list.Items.Length - 1}",
        _ => "nothing below it",
    };
}

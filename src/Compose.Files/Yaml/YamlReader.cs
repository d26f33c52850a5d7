using System.Buffers;
using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using YamlDotNet.Core;

namespace Compose.Files.Yaml;

/// <summary>
/// Text to documents, every node with its place. The first mistake of the syntax ends the reading; what stands before it is returned.
/// </summary>
public static class YamlReader
{
    /// <summary>Characters that are read again after repairs, in all: a large text with many repairs would take too long.</summary>
    private const long MaxRepeated = 20_000_000;

    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(IsControl), '\uFFFE', '\uFFFF']);

    public static YamlStream Read(SourceText source, DiagnosticBag diagnostics)
    {
        if (source.Text.AsSpan().IndexOfAny(Unprintable) is >= 0 and var at)
        {
            diagnostics.Add(YamlProblems.Unprintable(new SourceSpan(source.Id, at, 1), source.Text[at]));
            return new YamlStream([]);
        }

        var edits = new Dictionary<int, TextEdit>();
        for (var repeated = 0L; ; repeated += source.Text.Length)
        {
            var found = new DiagnosticBag();
            var (stream, refused) = TryRead(source, edits.Values, found);
            if (refused is not null && repeated < MaxRepeated && AddRepairs(refused, edits))
                continue;
            if (refused is not null && !IsAboutMissingKey(refused, found))
                found.Add(SyntaxMistakes.Explain(refused));
            diagnostics.AddRange(found);
            return stream with { IsFlawless = edits.Count == 0 && found.Count == 0 };
        }
    }

    /// <summary>YamlDotNet reads a key that is missing and then refuses the rest of the line.</summary>
    private static bool IsAboutMissingKey(RefusedText refused, DiagnosticBag found) => found.Any(problem =>
        problem is { Code: DiagnosticCode.NonStringKey, Primary: { } key }
        && refused.LineStart(key.Span.Start) == refused.LineStart(refused.Start));

    private static bool IsControl(char c) => c is < ' ' and not ('\t' or '\n' or '\r') or (>= '\u007F' and not '\u0085');

    /// <summary>False when there is nothing new to repair.</summary>
    private static bool AddRepairs(RefusedText refused, Dictionary<int, TextEdit> edits)
    {
        var before = edits.Count;
        foreach (var edit in TextRepairs.For(refused))
            edits.TryAdd(edit.At, edit);
        return edits.Count > before;
    }

    private static (YamlStream Stream, RefusedText? Refused) TryRead(SourceText source, IReadOnlyCollection<TextEdit> edits,
        DiagnosticBag found)
    {
        var documents = ImmutableArray.CreateBuilder<YamlDocument>(1);
        var text = new PreparedText(source.Text, edits);
        var scanner = new Scanner(new StringReader(text.Text));
        var builder = new NodeBuilder(source, text, new Parser(scanner), found);
        RefusedText? refused = null;
        try
        {
            while (builder.ReadDocument() is { } root)
                documents.Add(new YamlDocument(root));
        }
        catch (LimitException limit)
        {
            found.Add(limit.Problem);
        }
        catch (RefusedException mistake)
        {
            refused = Refused(mistake.Message, mistake.Start, mistake.Start);
        }
        catch (YamlException exception)
        {
            refused = Refused(exception.Message, text.ToSource(exception.Start.Index), text.ToSource(exception.End.Index));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or NullReferenceException)
        {
            // YamlDotNet throws these, without a message of use, for texts that are no YAML.
            var stop = text.ToSource(scanner.CurrentPosition.Index);
            refused = Refused("", stop, stop);
        }

        return (new YamlStream(documents.ToImmutable()) { Anchors = builder.AnchorPlaces }, refused);

        RefusedText Refused(string message, int start, int end)
        {
            // YamlDotNet marks some mistakes with a place before the text.
            var stop = text.ToSource(scanner.CurrentPosition.Index);
            return new(source, message, start < 0 ? stop : start, end < 0 ? stop : end, stop, builder.End, builder.Open);
        }
    }
}

using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A second look at a refused text: the exact place of the mistake, in the words of Docker Compose, and what to do about it.
/// </summary>
internal static class SyntaxMistakes
{
    public static Diagnostic Explain(RefusedText refused) =>
        QuotedMistakes.Explain(refused) ?? TokenMistakes.Explain(refused) ?? StructureMistakes.Explain(refused) ?? Unknown(refused);

    /// <summary>
    /// A mistake from an offset on; <paramref name="related"/> is the offset of a bracket or quote that was opened before.
    /// </summary>
    public static Diagnostic At(RefusedText refused, int at, int length, string message, string label,
        string? help = null, int? related = null)
    {
        var id = refused.Source.Id;
        at = Math.Min(at, refused.Text.Length);
        var span = new SourceSpan(id, at, Math.Min(length, refused.Text.Length - at));
        var problem = YamlProblems.At(DiagnosticCode.InvalidYaml, refused.Source, span, message, label, help);
        return related is { } opened ? problem with { Related = [new Label(new SourceSpan(id, opened, 1), "opened here")] } : problem;
    }

    private static Diagnostic Unknown(RefusedText refused)
    {
        var message = refused.Message.TrimEnd('.');
        var comma = message.StartsWith("While ", StringComparison.Ordinal) ? message.IndexOf(", ", StringComparison.Ordinal) + 2 : 0;
        message = message.Length > comma
            ? char.ToLowerInvariant(message[comma]) + message[(comma + 1)..]
            : "did not find expected node content";
        var place = refused.Start > 0 ? refused.Start : refused.Stop;
        return At(refused, place, refused.TokenLength(place), message, "not expected here");
    }
}

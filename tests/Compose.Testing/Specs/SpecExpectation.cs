using Compose.Testing.Goldens;
using Xunit.Sdk;

namespace Compose.Testing.Specs;

/// <summary>Holds an expected block of a case against what came out, or rewrites the block when accepting.</summary>
public static class SpecExpectation
{
    private static readonly Lock Writing = new();

    /// <summary>Null is "there must be no such block".</summary>
    public static void Verify(SpecCase @case, string language, string name, string? actual)
    {
        var expected = @case.Block(language, name);
        if (actual is null && expected is null)
            return;
        if (Acceptance.IsOn)
        {
            Rewrite(@case, language, name, actual);
            return;
        }

        var actualText = actual?.ReplaceLineEndings("\n").TrimEnd('\n') ?? "";
        var expectedText = expected?.Text.TrimEnd('\n') ?? "";
        if (actualText != expectedText)
            throw new XunitException(Failure(@case, $"{language} {name}", expectedText, actualText));
    }

    private static string Failure(SpecCase @case, string block, string expected, string actual)
    {
        var place = $"{Path.GetRelativePath(RepositoryRoot.Path, @case.File)}:{@case.Line}";
        return $"{place}: \"{@case.Heading}\", block `{block}`\n{UnifiedDiff.Of(expected, actual)}\n{GoldenFile.AcceptHint(null)}";
    }

    private static void Rewrite(SpecCase @case, string language, string name, string? actual)
    {
        lock (Writing)
        {
            // Read again: an earlier test of the same file may have moved the lines.
            var file = SpecFile.Read(@case.File);
            var current = file.Case(@case.Heading);
            var block = current.Block(language, name);
            if (actual is null && block is null)
                return;
            var text = actual is null ? file.Without(block!) : file.With(current, language, name, actual);
            File.WriteAllText(@case.File, text);
        }
    }
}

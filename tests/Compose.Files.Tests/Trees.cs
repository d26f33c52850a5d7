using Compose.Files.Canonical;
using Compose.Files.Decoding;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Normalizing;
using Compose.Files.Selection;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Tests;

/// <summary>Takes a text through the real stages, as far as a test needs.</summary>
internal sealed class Trees
{
    public SourceSet Sources { get; } = new();
    public DiagnosticBag Diagnostics { get; } = [];
    public ComposeEnvironment Environment { get; init; } = ComposeEnvironment.Empty;
    public string Directory { get; init; } = "/project";

    public static YamlMapping Final(string yaml) => new Trees().Decoded(yaml);

    public YamlMapping Read(string yaml) =>
        (YamlMapping)YamlReader.Read(Sources.Add("compose.yaml", "/project/compose.yaml", yaml), Diagnostics).Documents[0].Root;

    public YamlMapping Long(string yaml) =>
        Defaults.Apply(Canonicalizer.Expand(Read(yaml), Diagnostics, lenient: false), isInterpolated: true);

    public YamlMapping Normalized(string yaml) =>
        Normalizer.Apply(Paths.Resolve(Long(yaml), Directory, "/home/me", Diagnostics), "p", Environment);

    public YamlMapping Decoded(string yaml) => Decoder.Apply(Normalized(yaml), Diagnostics);

    public SelectedTree ServiceSelection(string yaml, params string[] profiles) => ProfileFilter.Apply(Decoded(yaml), [.. profiles]);

    /// <summary>What was found: code, line and column, summary.</summary>
    public IEnumerable<string> Found => Diagnostics.Select(Describe);

    private string Describe(Diagnostic found)
    {
        if (found.Primary is not { } label || !Sources.TryGet(label.Span, out var source))
            return $"{found.Code.Text()} {found.Summary}";
        var at = source.Lines.Position(label.Span.Start);
        return $"{found.Code.Text()} {at.Line}:{at.Column} {found.Summary}";
    }

    /// <summary>The node at a dotted path.</summary>
    public static YamlNode? At(YamlNode? node, string path) => path.Split('.').Aggregate(node, (current, step) => current switch
    {
        YamlMapping mapping => mapping[step],
        YamlSequence sequence => sequence.Items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
        _ => null,
    });

    /// <summary>A tree in one line, in the order it has.</summary>
    public static string Show(YamlNode? node) => node switch
    {
        null => "-",
        YamlMapping mapping => "{" + string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Show(entry.Value)}")) + "}",
        YamlSequence sequence => "[" + string.Join(", ", sequence.Items.Select(Show)) + "]",
        YamlScalar { Kind: ScalarKind.String } text => "'" + text.Text + "'",
        YamlScalar { Kind: ScalarKind.Null } => "null",
        YamlScalar scalar => scalar.Text,
        _ => "?",
    };
}

using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Explaining;
using Compose.Files.Yaml;

namespace Compose.Files.Tests.Merging;

/// <summary>A folder of compose files on disk, loaded through the whole line.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ncompose-").FullName;

    public Dictionary<string, string> Variables { get; } = [];
    public Dialect Dialect { get; set; }
    public bool Trace { get; set; }

    public Folder With(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public LoadResult Load(params ImmutableArray<string> files)
    {
        if (files.IsEmpty)
            files = ["compose.yaml"];
        return ComposeLoader.Load(new LoadRequest
        {
            Files = [.. files.Select(file => new ComposeFile(file, System.IO.Path.Combine(Path, file)))],
            Directory = Path,
            ProjectName = "p",
            Environment = ComposeEnvironment.From(Variables, "shell"),
            Dialect = Dialect,
            Trace = Trace,
        });
    }

    /// <summary>Code, file, line, column and the first line of every problem.</summary>
    public IEnumerable<string> Problems(LoadResult result) =>
        result.Diagnostics.Select(
            problem =>
                $"{problem.Code.Text()} {Place(result, problem.Primary)} {problem.Summary.Replace(Path + "/", "", StringComparison.Ordinal)}");

    public static string Place(LoadResult result, Label? label)
    {
        if (label is null || !result.Sources.TryGet(label.Span, out var source))
            return "-";
        var at = source.Lines.Position(label.Span.Start);
        return $"{source.Name}:{at.Line}:{at.Column}";
    }

    /// <summary>A node of the result as one line.</summary>
    public string At(LoadResult result, string path) => Text(Trees.At(result.Tree, path)).Replace(Path + "/", "", StringComparison.Ordinal);

    public static string Text(YamlNode? node) => node switch
    {
        null => "nothing",
        YamlMapping mapping => "{" + string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}")) + "}",
        YamlSequence list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
        YamlScalar { Kind: ScalarKind.Null } => "null",
        _ => node.ToString()!,
    };

    public static IEnumerable<string> Explain(LoadResult result, string path) =>
        Explanation.Of(path, result.Contributions!, result.Tree).Select(said =>
            $"{Place(result, new Label(said.Span))} {said.Rule}{(said.Extended ? ", extended" : "")}{string.Concat(said.Variables.Select(variable => $", {variable.Name} from {variable.Origin}"))}{(said.Wins ? ", wins" : "")}");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

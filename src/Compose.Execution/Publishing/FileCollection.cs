using System.Collections.Immutable;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Interpolation;
using Compose.Files.Remotes;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Host;

namespace Compose.Execution.Publishing;

/// <summary>
/// The files of a project as they are published: the author's text, in which only the names of env files and of extended local files are
/// replaced, because all files are in one folder then.
/// </summary>
public sealed class FileCollection(ComposeEnvironment environment)
{
    private static readonly string[] Sections = ["services", "jobs"];

    private readonly SourceSet _sources = new();
    private readonly List<PublishedFile> _composeFiles = [];
    private readonly List<PublishedFile> _extended = [];
    private readonly SortedDictionary<string, string> _environmentFiles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Compose files in their order, then those that they extend.</summary>
    public ImmutableArray<PublishedFile> Files => [.. _composeFiles, .. _extended];

    /// <summary>The env files that are there.</summary>
    public ImmutableArray<PublishedFile> EnvironmentFiles =>
        [.. _environmentFiles.Where(file => File.Exists(file.Key)).Select(file => new PublishedFile(PublishedKind.Environment, file.Value,
            file.Key, RegularFile.ReadAllBytes(file.Key)))];

    /// <summary>Local files that are included, which a published project cannot have.</summary>
    public List<string> LocalIncludes { get; } = [];

    /// <summary>Files that give variables to remote includes, which cannot be read without them.</summary>
    public List<string> IncludeVariables { get; } = [];

    /// <param name="file">A file of the project.</param>
    /// <param name="directory">Where its paths start.</param>
    public void Add(string file, string directory) =>
        _composeFiles.Add(new PublishedFile(PublishedKind.Compose, Path.GetFileName(file), file, Rewritten(file, directory)));

    private void Extend(string file)
    {
        if (!_seen.Add(file))
            return;
        var place = _extended.Count;
        var content = Rewritten(file, Path.GetDirectoryName(file)!);
        _extended.Insert(Math.Min(place, _extended.Count), new PublishedFile(PublishedKind.Extended, NameOf(file, "yaml"), file, content));
    }

    private static string NameOf(string path, string extension) => $"{ContentDigest.Hex(path)}.{extension}";

    private byte[] Rewritten(string file, string directory)
    {
        var source = _sources.Add(file, file, RegularFile.ReadAllText(file));
        var names = new List<Replacement>();
        foreach (var document in YamlReader.Read(source, new DiagnosticBag()).Documents)
        {
            if (document.Root is not YamlMapping root)
                continue;
            LocalIncludes.AddRange(Includes(root));
            RenameIncludeVariables(root, directory, names);
            foreach (var section in Sections)
                if (root[section] is YamlMapping services)
                    foreach (var entry in services.Entries)
                        if (entry.Value is YamlMapping service)
                            Service(service, directory, names);
        }

        return Encoding.UTF8.GetBytes(Replaced(source.Text, names));
    }

    private void Service(YamlMapping service, string directory, List<Replacement> names)
    {
        foreach (var path in EnvironmentFilesOf(service["env_file"]))
        {
            var file = Absolute(path, directory);
            Rename(names, path, _environmentFiles[file] = NameOf(file, "env"));
        }

        if (service["extends"] is YamlMapping extends && extends["file"] is YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 } basis
            && !RemoteReference.IsRemote(Value(basis)))
        {
            var file = Absolute(basis, directory);
            Rename(names, basis, NameOf(file, "yaml"));
            Extend(file);
        }
    }

    private void RenameIncludeVariables(YamlMapping root, string directory, List<Replacement> names)
    {
        foreach (var include in (root["include"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            foreach (var path in EnvironmentFilesOf(include["env_file"]).Where(path => path.Text != "/dev/null"))
            {
                var file = Absolute(path, directory);
                Rename(names, path, _environmentFiles[file] = NameOf(file, "env"));
                IncludeVariables.Add(path.Text);
            }
    }

    private static void Rename(List<Replacement> names, YamlScalar place, string name)
    {
        // A place behind an anchor belongs to several services.
        if (!names.Any(known => known.Start == place.Span.Start))
            names.Add(new Replacement(place.Span.Start, place.Span.End, name));
    }

    private static IEnumerable<YamlScalar> EnvironmentFilesOf(YamlNode? node) => node switch
    {
        YamlScalar { Kind: ScalarKind.String } path => [path],
        YamlSequence list => list.Items.SelectMany(EnvironmentFilesOf),
        YamlMapping { } file => file["path"] is YamlScalar { Kind: ScalarKind.String } path ? [path] : [],
        _ => [],
    };

    private IEnumerable<string> Includes(YamlMapping root)
    {
        if (root["include"] is not YamlSequence list)
            yield break;
        foreach (var item in list.Items)
            foreach (var path in EnvironmentFilesOf(item is YamlMapping entry ? entry["path"] : item))
                if (!RemoteReference.IsRemote(Value(path)))
                    yield return path.Text;
    }

    private string Value(YamlScalar scalar) => Template.Evaluate(scalar.Text, new Scope(environment)).Text;

    private string Absolute(YamlScalar scalar, string directory)
    {
        var path = Value(scalar);
        return Path.GetFullPath(path.StartsWith('~') && environment.Home is { } home ? home + path[1..] : path, directory);
    }

    private static string Replaced(string text, List<Replacement> names)
    {
        var written = new StringBuilder(text.Length);
        var from = 0;
        names.Sort((one, other) => one.Start - other.Start);
        foreach (var (start, end, name) in names)
        {
            written.Append(text, from, start - from).Append(name);
            from = end;
        }

        return written.Append(text, from, text.Length - from).ToString();
    }

    private sealed class Scope(ComposeEnvironment environment) : TemplateScope
    {
        public override EnvironmentValue? Find(string name) => environment.TryGet(name, out var value) ? value : null;
    }
}

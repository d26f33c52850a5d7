using System.Collections.Immutable;
using Compose.Files.Canonical;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Explaining;
using Compose.Files.Normalizing;
using Compose.Files.Remotes;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>
/// `include`: other files are loaded with their own directory and variables, and their services and resources are taken over. What the
/// including file says of the same service or resource is merged over it.
/// </summary>
internal sealed class Includes(FileLoader loader, DiagnosticBag diagnostics)
{
    private const int MostIncludes = 10_000;
    private static readonly string[] Sections = ["services", "jobs", "volumes", "networks", "secrets", "configs", "models"];

    public YamlMapping Apply(YamlMapping document, ParsedFile file, FileScope scope, ResetSet? resets)
    {
        if (document["include"] is not { } include)
            return document;
        document = document.Without("include");
        if (include is not YamlSequence list)
        {
            if (!include.IsNull)
                diagnostics.Add(LoadProblems.IncludeNotAList(include.Span, (include as YamlScalar)?.Text ?? include.TypeName));
            return document;
        }

        SchemaCheck.RunSection("include", list, file.Source.Path, diagnostics);
        foreach (var item in list.Items)
            if (Load(item, file, scope) is { } included)
                document = Import(document, included, resets);
        return document;
    }

    private YamlMapping? Load(YamlNode item, ParsedFile file, FileScope scope)
    {
        var entry = item as YamlMapping;
        var paths = Texts(entry is null ? item : entry["path"]);
        if (paths.IsEmpty)
        {
            if (entry is not null && !entry.Contains("path"))
                diagnostics.Add(LoadProblems.IncludesNothing(item.Span));
            return null;
        }

        if (Resolved(paths, scope) is not { } files)
            return null;
        var main = files[0];
        var including = scope.Including.Add(file.Source.Path);
        if (including.Contains(main))
        {
            diagnostics.Add(LoadProblems.IncludeCycle(including.Add(main), paths[0].Span));
            return null;
        }

        // Files that include two others each double the work with every level.
        if (++loader.Includes > MostIncludes)
        {
            if (loader.Includes == MostIncludes + 1)
                diagnostics.Add(LoadProblems.TooManyIncludes(MostIncludes, paths[0].Span));
            return null;
        }

        if (EnvironmentOf(entry, main, file, scope) is not { } environment)
            return null;
        var inner = new FileScope(DirectoryOf(entry, main, scope), environment, including);
        var tree = loader.Load(
            [.. files.Select(path => new ComposeFile(NameOf(path, file), path))], inner,
            [.. paths.Select(path => new Label(path.Span, "included from here"))]);
        // A build without a context takes the folder of its own file, not that of the including one.
        tree = Defaults.Apply(tree, loader.Interpolates);
        tree = Paths.Resolve(tree, inner.Directory, inner.Home, diagnostics);
        loader.KeepVariables(tree, environment);
        return loader.Interpolates ? EnvironmentLists.Resolve(tree, environment) : tree;
    }

    /// <summary>The files as paths of this machine; null when one cannot be had, which is reported.</summary>
    private List<string>? Resolved(ImmutableArray<YamlScalar> paths, FileScope scope)
    {
        var files = new List<string>(paths.Length);
        foreach (var path in paths)
        {
            if (path.Text.Contains('\0'))
            {
                diagnostics.Add(FileProblems.Unreadable(path.Text, "invalid argument", path.Span));
                return null;
            }

            if (!RemoteReference.IsRemote(path.Text))
                files.Add(scope.Absolute(path.Text));
            else if (loader.Remote(path) is { } remote)
                files.Add(remote.Path);
            else
                return null;
        }

        return files;
    }

    /// <summary>The name to show: relative to where the including file is, as it was named itself.</summary>
    private static string NameOf(string path, ParsedFile file)
    {
        var own = file.Source.Name;
        if (Path.IsPathRooted(own) || own == "-")
            return path;
        var root = file.Source.Path.EndsWith(own, StringComparison.Ordinal) ? file.Source.Path[..^own.Length]
            : Path.GetDirectoryName(file.Source.Path)!;
        return Path.GetRelativePath(root.Length == 0 ? "/" : root, path);
    }

    private static string DirectoryOf(YamlMapping? entry, string main, FileScope scope)
    {
        if (entry?["project_directory"] is not YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 } said)
            return Path.GetDirectoryName(main)!;
        var directory = scope.Absolute(said.Text);

        // What is no directory is taken for a file in it.
        return Path.IsPathRooted(said.Text) || Directory.Exists(directory) ? directory : Path.GetDirectoryName(directory)!;
    }

    private ComposeEnvironment? EnvironmentOf(YamlMapping? entry, string main, ParsedFile file, FileScope scope)
    {
        var said = Texts(entry?["env_file"]);
        if (said.IsEmpty)
        {
            var directory = entry?["project_directory"] is YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 } project
                ? scope.Absolute(project.Text) : Path.GetDirectoryName(main)!;
            var own = Path.Combine(directory, ".env");
            return loader.Disk.IsFile(own) ? loader.Variables.AddTo(scope.Environment, [(own, NameOf(own, file), SourceSpan.None)])
                : scope.Environment;
        }

        var files = new List<(string Path, string Name, SourceSpan From)>(said.Length);
        foreach (var name in said)
        {
            if (name.Text == "/dev/null")
                continue;
            var path = scope.Absolute(name.Text);
            if (Directory.Exists(path))
                diagnostics.Add(LoadProblems.EnvFileIsDirectory(path, name.Span));
            else if (!loader.Disk.Exists(path))
                diagnostics.Add(LoadProblems.MissingFile(path, name.Span));
            else
            {
                files.Add((path, NameOf(path, file), name.Span));
                continue;
            }

            return null;
        }

        return loader.Variables.AddTo(scope.Environment, files);
    }

    private static ImmutableArray<YamlScalar> Texts(YamlNode? node) => node switch
    {
        YamlScalar { Kind: ScalarKind.String } scalar => [scalar],
        YamlSequence list => [.. list.Items.OfType<YamlScalar>().Where(item => item.Kind == ScalarKind.String)],
        _ => [],
    };

    private YamlMapping Import(YamlMapping document, YamlMapping included, ResetSet? resets)
    {
        foreach (var section in Sections)
        {
            if (included[section] is not YamlMapping from || from.Count == 0)
                continue;
            var i = document.IndexOf(section);
            if (i < 0)
                document = document.With(section, from, included.Entries[included.IndexOf(section)].KeySpan);
            else if (document.Entries[i].Value is YamlMapping to)
                document = document.With(section, Import(section, from, to, resets?[section]));
        }

        return document;
    }

    private YamlMapping Import(string section, YamlMapping from, YamlMapping to, ResetSet? resets)
    {
        var schema = ProjectSchema.Project.Child(section)!.Entries!;
        var entries = to.Entries.ToBuilder();
        foreach (var entry in from.Entries)
        {
            var i = to.IndexOf(entry.Key);
            if (i < 0)
            {
                entries.Add(entry);
                continue;
            }

            var own = to.Entries[i];
            if (loader.Dialect == Dialect.V240)
            {
                var same = NodeIdentity.Of(Canonicalizer.ExpandValue(own.Value, schema)) == NodeIdentity.Of(entry.Value);
                if (!same)
                    diagnostics.Add(LoadProblems.IncludeConflict(section, entry.Key, own.KeySpan, entry.KeySpan));
                continue;
            }

            var earlier = entry.Value is YamlMapping mapping ? ResetTags.Apply(mapping, schema, resets?[entry.Key]) : entry.Value;
            entries[i] = own with { Value = Merger.Merge(earlier, own.Value, schema, diagnostics, section, entry.Key) };
        }

        return to.With(entries.ToImmutable());
    }
}

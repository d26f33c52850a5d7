using System.Collections.Immutable;
using Compose.Files.Canonical;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Explaining;
using Compose.Files.Interpolation;
using Compose.Files.Remotes;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>
/// From files to one canonical tree: each document of each file is interpolated, gets its includes and extended services, and is merged
/// over what was there. Includes and extends come back here for their files; nothing else calls an earlier stage.
/// </summary>
internal sealed class FileLoader
{
    private static readonly YamlMapping Nothing = new(SourceSpan.None, []);

    private readonly LoadRequest _request;
    private readonly DiagnosticBag _diagnostics;
    private readonly FileCache _files;
    private readonly Interpolator _interpolator;
    private readonly ProcessedNodes _finished = new();

    public FileLoader(LoadRequest request, FileCache files, VariableFile variables, Interpolator interpolator, DiagnosticBag diagnostics,
        ContributionLog? contributions)
    {
        _request = request;
        _files = files;
        _interpolator = interpolator;
        _diagnostics = diagnostics;
        Variables = variables;
        Contributions = contributions;
    }

    /// <summary>How many times a file has been included.</summary>
    public int Includes { get; set; }

    /// <summary>An `extends` that cannot be followed stays in an included file, and is met again in the including one.</summary>
    public HashSet<(string Service, SourceSpan Extends)> Unfollowed { get; } = [];

    public VariableFile Variables { get; }
    public ContributionLog? Contributions { get; }
    public Dialect Dialect => _request.Dialect;
    public FileSource Disk => _request.FileSource;

    /// <summary>The variables that configs and secrets of included files are made of.</summary>
    public Dictionary<string, EnvironmentValue> ResourceVariables { get; } = new(StringComparer.Ordinal);

    /// <summary>The file behind a reference to another machine; null when it cannot be had, which is reported.</summary>
    public RemoteFile? Remote(YamlScalar reference)
    {
        var file = _request.Remotes?.Fetch(reference.Text) ?? RemoteFile.Failed("remote files are not read here");
        if (file.Failure is not { } failure)
            return file;
        _diagnostics.Add(LoadProblems.Remote(RemoteReference.Shown(reference.Text), failure, reference.Span));
        return null;
    }

    public bool Interpolates => _request.Interpolate;

    /// <summary>
    /// The files one over the other; <paramref name="origins"/> are the places that asked for them, where another file did.
    /// </summary>
    public YamlMapping Load(ImmutableArray<ComposeFile> files, FileScope scope, ImmutableArray<Label> origins)
    {
        var tree = Nothing;
        var extends = new Extends(this, _diagnostics);
        for (var i = 0; i < files.Length; i++)
            if (_files.Read(files[i], origins.IsDefaultOrEmpty ? null : origins[i]) is { } file)
                tree = Merge(tree, file, scope, extends);
        return tree;
    }

    /// <summary>A file that a service is taken from: not checked, without its includes, and what it extends is not followed yet.</summary>
    public (YamlMapping? Tree, ResetSet? Resets) LoadRaw(ComposeFile file, FileScope scope, Label origin)
    {
        if (_files.Read(file, origin) is not { } parsed)
            return (null, null);
        var tree = Nothing;
        ResetSet? resets = null;
        foreach (var root in Roots(parsed))
        {
            (var document, resets) = ResetTags.Take(root);
            document = Interpolate(document, scope);
            tree = ResetTags.Apply(tree, ProjectSchema.Project, resets);
            tree = UniqueItems.Enforce(Merger.Merge(tree, document, _diagnostics), _diagnostics);
            tree = UniqueItems.Enforce(Canonicalizer.Expand(tree, _diagnostics, !_request.Interpolate), _diagnostics);
        }

        return (Normalizing.Paths.Resolve(tree, scope.Directory, scope.Home, _diagnostics), resets);
    }

    /// <summary>An included file has variables of its own; the configs and secrets that are made of them outlive its loading.</summary>
    public void KeepVariables(YamlMapping tree, ComposeEnvironment environment)
    {
        foreach (var section in (ReadOnlySpan<string>)["configs", "secrets"])
            if (tree[section] is YamlMapping resources)
                foreach (var resource in resources.Entries)
                    if (resource.Value is YamlMapping mapping && mapping["environment"] is YamlScalar name
                        && environment.TryGet(name.Text, out var value))
                        ResourceVariables.TryAdd(name.Text, value);
    }

    private YamlMapping Merge(YamlMapping tree, ParsedFile file, FileScope scope, Extends extends)
    {
        var before = tree;
        foreach (var root in Roots(file))
        {
            var (document, resets) = ResetTags.Take(root);
            document = Interpolate(document, scope);
            var own = document;
            document = new Merging.Includes(this, _diagnostics).Apply(document, file, scope, resets);
            tree = ResetTags.Apply(tree, ProjectSchema.Project, resets);
            var ofThisFile = ReferenceEquals(tree, before) ? null : tree["services"] as YamlMapping;
            document = extends.Apply(document, ofThisFile, file, scope, resets);
            Contributions?.Add(file.Source, own, resets);
            tree = UniqueItems.Enforce(Merger.Merge(tree, document, _diagnostics), _diagnostics, _finished);
            SchemaCheck.Run(tree, file.Source.Path, _diagnostics, _finished);
            tree = DropVersion(tree, file);
            tree = Canonicalizer.Expand(tree, _diagnostics, !_request.Interpolate, _finished);
            tree = UniqueItems.Enforce(tree, _diagnostics, _finished);
            _finished.Add(tree);
        }

        return tree;
    }

    private YamlMapping Interpolate(YamlMapping document, FileScope scope) =>
        _request.Interpolate ? _interpolator.Apply(document, scope.Environment) : document;

    /// <summary>The mappings of a file's documents; empty documents say nothing.</summary>
    private List<YamlMapping> Roots(ParsedFile file)
    {
        var roots = new List<YamlMapping>(1);
        foreach (var document in file.Stream.Documents)
        {
            if (document.Root is YamlMapping mapping)
                roots.Add(mapping);
            else if (!document.Root.IsNull)
                _diagnostics.Add(LoadProblems.NotAMapping(document.Root.Span));
        }

        return roots;
    }

    private YamlMapping DropVersion(YamlMapping tree, ParsedFile file)
    {
        if (tree.IndexOf("version") is not (var i and >= 0))
            return tree;
        _diagnostics.Add(SchemaProblems.ObsoleteVersion(file.Source.Path, tree.Entries[i].KeySpan));
        return tree.Without("version");
    }
}

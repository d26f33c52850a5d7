using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Explaining;
using Compose.Files.Remotes;
using Compose.Files.Schema;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>
/// `extends`: a service starts from another one, of its own file or of another, and its own attributes are merged over it.
/// </summary>
internal sealed class Extends(FileLoader loader, DiagnosticBag diagnostics)
{
    private const int MaxChain = 200;

    private static readonly ValueSchema Service = ProjectSchema.Services.Entries!;

    private readonly Dictionary<string, ServiceSet?> _files = new(StringComparer.Ordinal);

    /// <summary><paramref name="earlier"/> are services of earlier documents of the same file: they can be extended too.</summary>
    public YamlMapping Apply(YamlMapping document, YamlMapping? earlier, ParsedFile file, FileScope scope, ResetSet? resets)
    {
        if (document["services"] is not YamlMapping services)
            return document;

        ServiceSet? set = null;
        ImmutableArray<YamlEntry>.Builder? changed = null;
        for (var i = 0; i < services.Entries.Length; i++)
        {
            var entry = services.Entries[i];
            if (entry.Value is not YamlMapping service || !service.Contains("extends"))
                continue;
            set ??= new ServiceSet(With(services, earlier), file.Source.Path, scope, resets);
            var (node, bases) = Resolve(entry.Key, set, []);
            foreach (var own in bases)
                loader.Contributions?.AddExtended(entry.Key, own);
            if (node is not null)
                (changed ??= services.Entries.ToBuilder())[i] = entry with { Value = node };
        }

        return changed is null ? document : document.With("services", services.With(changed.ToImmutable()));
    }

    private static YamlMapping With(YamlMapping services, YamlMapping? earlier) =>
        earlier is null ? services : services.With([.. services.Entries, .. earlier.Entries.Where(entry => !services.Contains(entry.Key))]);

    private (YamlNode? Node, ImmutableArray<YamlNode> Bases) Resolve(string name, ServiceSet set, ImmutableArray<ExtendsLink> chain)
    {
        if (set.Resolved.TryGetValue(name, out var known))
            return known;
        var result = Compute(name, set, chain);
        return set.Resolved[name] = result;
    }

    private (YamlNode? Node, ImmutableArray<YamlNode> Bases) Compute(string name, ServiceSet set, ImmutableArray<ExtendsLink> chain)
    {
        if (set.Services[name] is not YamlMapping service || service["extends"] is not { } extends)
            return (set.Services[name], []);
        if (loader.Unfollowed.Contains((name, extends.Span)))
            return (service, []);

        SchemaCheck.RunExtends(name, extends, set.Path, diagnostics);
        var without = service.Without("extends");
        if (!TryReadReference(name, extends, out var wanted, out var baseFile))
            return (Unfollowed(name, service), []);
        if (BaseSet(name, wanted, baseFile, set) is not { } from)
            return (Unfollowed(name, service), []);

        if (chain.Length >= MaxChain)
        {
            diagnostics.Add(LoadProblems.ExtendsTooDeep(MaxChain, wanted.Span));
            return (Unfollowed(name, service), []);
        }

        chain = chain.Add(new ExtendsLink(set, name));
        if (chain.Any(link => link.IsSame(from, wanted.Text)))
        {
            diagnostics.Add(LoadProblems.ExtendsCycle(chain.Add(new ExtendsLink(from, wanted.Text)), wanted.Span));
            return (Unfollowed(name, service), []);
        }

        var (node, bases) = Resolve(wanted.Text, from, chain);
        if (node is not YamlMapping inherited)
            return (node is null or YamlScalar { Kind: ScalarKind.Null } ? service : without, []);

        var own = from.Services[wanted.Text]!;
        var start = ResetTags.Apply(inherited, Service, set.Resets?["services"]?[name]);
        var merged = (YamlMapping)Merger.Merge(start, without, Service, diagnostics, "services", name);
        return (inherited.Contains("extends") ? merged : merged.Without("extends"), bases.Add(own));
    }

    /// <summary>
    /// An `extends` that cannot be followed stays, so that no later check misses what it would have added; as a mapping, because a text is
    /// dropped when the tree is decoded.
    /// </summary>
    private YamlMapping Unfollowed(string name, YamlMapping service)
    {
        loader.Unfollowed.Add((name, service["extends"]!.Span));
        return service["extends"] is YamlScalar wanted
            ? service.With("extends", new YamlMapping(wanted.Span, [new YamlEntry("service", wanted.Span, wanted)])) : service;
    }

    private bool TryReadReference(string name, YamlNode extends, out YamlScalar wanted, out YamlScalar? file)
    {
        file = null;
        wanted = YamlScalar.String(extends.Span, "");
        switch (extends)
        {
            case YamlMapping mapping:
                if (mapping["service"] is not YamlScalar { Kind: ScalarKind.String } service)
                {
                    diagnostics.Add(LoadProblems.ExtendsWithoutName(name, mapping.Span));
                    return false;
                }

                wanted = service;
                file = mapping["file"] as YamlScalar;
                if (file is { Kind: ScalarKind.Null })
                    file = null;
                return mapping["file"] is null or { IsNull: true } or YamlScalar { Kind: ScalarKind.String };
            case YamlScalar { Kind: ScalarKind.String } text:
                wanted = text;
                return true;
            default:
                return true;
        }
    }

    private ServiceSet? BaseSet(string name, YamlScalar wanted, YamlScalar? baseFile, ServiceSet set)
    {
        var from = baseFile is null ? set : File(name, baseFile, set);
        if (from is null || from.Services.Contains(wanted.Text))
            return from;
        diagnostics.Add(LoadProblems.UnknownBase(name, set.Path, wanted.Text, baseFile?.Text, wanted.Span,
            NearestName.Find(wanted.Text, from.Services.Entries.Select(entry => entry.Key))));
        return null;
    }

    private ServiceSet? File(string name, YamlScalar file, ServiceSet set)
    {
        var remote = RemoteReference.IsRemote(file.Text) ? loader.Remote(file) : null;
        if (remote is null && RemoteReference.IsRemote(file.Text))
            return null;
        if (file.Text.Contains('\0'))
        {
            diagnostics.Add(FileProblems.Unreadable(file.Text, "invalid argument", file.Span));
            return null;
        }

        var path = remote?.Path ?? set.Scope.Absolute(file.Text);
        if (_files.TryGetValue(path, out var known))
            return known;
        var scope = set.Scope with { Directory = remote?.Root ?? Path.GetDirectoryName(path)! };
        var (tree, resets) = loader.LoadRaw(new ComposeFile(Shown(path, file, set), path), scope,
            new Label(file.Span, "extended from here"));
        return _files[path] = tree is null ? null : Services(name, file, tree, path, scope, resets);
    }

    private static string Shown(string path, YamlScalar file, ServiceSet set) =>
        Path.IsPathRooted(file.Text) ? path : Path.GetRelativePath(set.Scope.Directory, path);

    private ServiceSet? Services(string name, YamlScalar file, YamlMapping tree, string path, FileScope scope, ResetSet? resets)
    {
        if (tree["services"] is YamlMapping services)
            return new ServiceSet(services, path, scope, resets);
        diagnostics.Add(tree.Contains("services") ? LoadProblems.BaseNotAMapping(name, path, file.Span)
            : LoadProblems.NoServices(name, path, file.Span));
        return null;
    }
}

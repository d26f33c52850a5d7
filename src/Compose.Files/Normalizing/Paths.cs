using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>
/// Makes paths of the host absolute, against the directory that the file's paths start from. Included files and extended services come with
/// directories of their own, so this also runs on their trees before they are merged; an absolute path is never touched twice.
/// </summary>
public sealed class Paths
{
    private static readonly string[] RemotePrefixes = ["https://", "http://", "git://", "ssh://", "github.com/", "git@"];

    private readonly string _directory;
    private readonly string? _home;
    private readonly DiagnosticBag _diagnostics;

    private Paths(string directory, string? home, DiagnosticBag diagnostics)
    {
        _directory = directory;
        _home = home;
        _diagnostics = diagnostics;
    }

    /// <summary><paramref name="home"/> is what <c>~</c> stands for.</summary>
    public static YamlMapping Resolve(YamlMapping tree, string directory, string? home, DiagnosticBag diagnostics)
    {
        var paths = new Paths(directory, home, diagnostics);
        return tree
            .MapMembers("services", paths.Service)
            .MapMembers("configs", (_, config) => config.Map("file", paths.AnySystem))
            .MapMembers("secrets", (_, secret) => secret.Map("file", paths.AnySystem))
            .MapMembers("volumes", (_, volume) => paths.Volume(volume));
    }

    /// <summary>The paths of a single service, for extends.</summary>
    public static YamlMapping ResolveService(string name, YamlMapping service, string directory, string? home, DiagnosticBag diagnostics) =>
        new Paths(directory, home, diagnostics).Service(name, service);

    private YamlMapping Service(string name, YamlMapping service) => Container(name, service)
        .MapMapping("build", Build)
        .MapMapping("extends", extends => extends.Map("file", Local))
        .MapMapping("develop", develop => develop.MapObjects("watch", rule => rule.Map("path", WithoutLinks)))
        .MapObjects("pre_start", hook => Container(name, hook));

    /// <summary>A service, or a pre_start hook of it.</summary>
    private YamlMapping Container(string service, YamlMapping container) => container
        .MapObjects("env_file", file => file.Map("path", Local))
        .MapSequence("label_file", Local)
        .MapObjects("volumes", mount => Mount(service, mount));

    private YamlMapping Build(YamlMapping build) => build
        .Map("context", Context)
        .Map("dockerfile", WithoutNul)
        .MapMapping("additional_contexts", contexts => contexts.MapValues(entry => Context(entry.Value)))
        .MapMapping("ssh", keys => keys.MapValues(entry => AnySystem(entry.Value)));

    private YamlMapping Mount(string service, YamlMapping mount)
    {
        if (mount.Text("type") != "bind")
            return mount;
        if (mount.Contains("source"))
            return mount.Map("source", AnySystem);
        _diagnostics.Add(Diagnostic.Error(DiagnosticCode.BindWithoutSource,
            "invalid mount config for type \"bind\": field Source must not be empty", mount.Span,
            "this mount has no source", "name the file or directory of the host in source.",
            AttributePath.Of("services", service, "volumes")));
        return mount;
    }

    private YamlMapping Volume(YamlMapping volume)
    {
        if (volume.Text("driver") != "local" || volume.Mapping("driver_opts") is not { } options || options.Text("o") != "bind")
            return volume;
        return volume.MapMapping("driver_opts", _ => options.Map("device", AnySystem));
    }

    private YamlNode Context(YamlNode node)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
            return node;
        var text = scalar.Text;
        if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("service:", StringComparison.Ordinal))
            return node;
        foreach (var prefix in RemotePrefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                return node;
        return Local(node);
    }

    /// <summary>A path of this machine. Blank stays blank.</summary>
    private YamlNode Local(YamlNode node)
    {
        node = WithoutNul(node);
        if (node is not YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 } scalar)
            return node;
        var path = ExpandHome(scalar.Text);
        return Replaced(scalar, IsAbsoluteHere(path) ? path : Join(path));
    }

    /// <summary>A path that the engine may read on another system than this one.</summary>
    private YamlNode AnySystem(YamlNode node)
    {
        node = WithoutNul(node);
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
            return node;
        var path = ExpandHome(scalar.Text);
        return Replaced(scalar, path.StartsWith('/') || WindowsPath.IsAbsolute(path) || IsAbsoluteHere(path) ? path : Join(path));
    }

    /// <summary>
    /// A NUL ends a path for the system, so none has one. It is reported once and taken out, because a path may come here again.
    /// </summary>
    private YamlNode WithoutNul(YamlNode node)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar || !scalar.Text.Contains('\0'))
            return node;
        _diagnostics.Add(FileProblems.Unreadable(scalar.Text, "invalid argument", scalar.Span));
        return YamlScalar.String(scalar.Span, scalar.Text.Replace("\0", "", StringComparison.Ordinal));
    }

    private YamlNode WithoutLinks(YamlNode node)
    {
        var local = Local(node);
        return local is YamlScalar { Text.Length: > 0 } scalar ? Replaced(scalar, SymbolicLinks.ResolveFirst(scalar.Text)) : local;
    }

    private string ExpandHome(string path) => path.StartsWith('~') && _home is { Length: > 0 } ? CleanPath.Join(_home, path[1..]) : path;

    private string Join(string path) => OperatingSystem.IsWindows() ? Path.GetFullPath(path, _directory) : CleanPath.Join(_directory, path);

    private static bool IsAbsoluteHere(string path) => OperatingSystem.IsWindows() ? Path.IsPathFullyQualified(path) : path.StartsWith('/');

    private static YamlScalar Replaced(YamlScalar scalar, string path) =>
        path == scalar.Text ? scalar : YamlScalar.String(scalar.Span, path);
}

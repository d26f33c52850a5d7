using System.Collections.Immutable;
using System.Text;
using Compose.Execution.Remotes;
using Compose.Files.Binding;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Remotes;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Pinning;

/// <summary>
/// ncompose.lock: the digest of every image that the project names, in the order of the names, so that a change of it can be reviewed.
/// </summary>
public static class LockFile
{
    public const string Name = RemotePins.FileName;

    /// <summary>What a run has to keep to; null when it cannot, and the problems say why.</summary>
    /// <param name="folder">The folder of the local files.</param>
    /// <param name="project">The services that the run is about.</param>
    /// <param name="frozen">Every image must be in the file.</param>
    /// <param name="sources">The lock file is added, so that its places can be shown.</param>
    /// <param name="problems">What is wrong is added.</param>
    public static NamedMap<string>? Pins(string folder, ComposeProject project, bool frozen, SourceSet sources, DiagnosticBag problems)
    {
        if (Read(Path.Combine(folder, Name), sources, problems) is not { } locked)
            return null;
        var missing = frozen ? Missing(project.Services.Values, locked.Pins) : [];
        problems.AddRange(missing);
        return missing.IsEmpty ? locked.Pins : null;
    }

    /// <summary>Where files and lock file do not agree, each at its line.</summary>
    public static ImmutableArray<Diagnostic> Deviations(IReadOnlyCollection<Service> services, LockedImages locked)
    {
        var wanted = services.SelectMany(Images).ToHashSet(StringComparer.Ordinal);
        var stale = locked.Places.Where(item => !wanted.Contains(item.Key));
        return [.. Missing(services, locked.Pins),
            .. stale.Select(
                item => Diagnostic.Error(
                    DiagnosticCode.NotLocked, $"in {Name}, and named by no service: {item.Key}", item.Value, help: "run `ncompose lock`"))];
    }

    private static ImmutableArray<Diagnostic> Missing(IEnumerable<Service> services, NamedMap<string> pins) =>
    [
        .. services.SelectMany(service => Images(service).Where(image => !pins.Contains(image)).Select(image => Diagnostic.Error(
            DiagnosticCode.NotLocked, $"image {image} of service \"{service.Name}\" is not in {Name}",
            service.Source["image"]?.Span ?? service.NameSpan, help: "run `ncompose lock`"))),
    ];

    /// <summary>
    /// Images that are pulled: not those that the project builds or never pulls, nor those that are named by content already.
    /// </summary>
    public static IEnumerable<string> Images(Service service)
    {
        var own = service is { Build: null, Provider: null, Image.Length: > 0, PullPolicy: not "never" } ? service.Image : null;
        var mounted = service.PreStart.Select(hook => PreStartContainer.Of(service, hook)).Prepend(service)
            .SelectMany(container => container.Volumes).Where(mount => mount.Type == MountType.Image).Select(mount => mount.Source);
        return service.PreStart.Select(hook => hook.Image).Concat(mounted).Prepend(own).OfType<string>()
            .Where(image => image.Length > 0 && !image.Contains('@')).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Empty when there is no file; null when it is not one of ours, and the problems say why.</summary>
    /// <exception cref="UnreadableLockFile">It is not a regular file.</exception>
    public static LockedImages? Read(string path, SourceSet sources, DiagnosticBag problems)
    {
        if (!File.Exists(path))
            return LockedImages.None;
        if (RegularFile.Refusal(path) is { } refusal)
            throw new UnreadableLockFile(path, refusal);
        var source = sources.Add(Name, path, File.ReadAllText(path));
        var root = YamlReader.Read(source, problems).Documents.FirstOrDefault()?.Root as YamlMapping;
        var images = root?["images"] as YamlMapping;
        var remotes = root?[RemotePins.Section] as YamlMapping;
        if (!problems.HasErrors
            && (images is null || root!["version"] is not YamlScalar { Text: "1" } || images.Entries.Any(entry => !IsDigest(entry.Value))
            || (remotes?.Entries.Any(entry => !RemotePins.IsPin(entry.Value)) ?? root[RemotePins.Section] is not null)))
            problems.Add(
                Diagnostic.Error(
                    DiagnosticCode.InvalidLockFile, $"{Name} is not a lock file of this version", root?.Span ?? default,
                    help: "run `ncompose lock` to write it again"));
        return problems.HasErrors ? null : new LockedImages(Texts(images!), Places(images!))
        {
            Remotes = remotes is null ? NamedMap<string>.Empty : Texts(remotes),
            RemotePlaces = remotes is null ? NamedMap<SourceSpan>.Empty : Places(remotes),
        };
    }

    private static NamedMap<string> Texts(YamlMapping section) =>
        new(section.Entries.Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Text)));

    private static NamedMap<SourceSpan> Places(YamlMapping section) =>
        new(section.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.KeySpan)));

    /// <summary>The remote files of this run that have no digest or commit of their own, with the one that they stand for.</summary>
    public static NamedMap<string> Remotes(IRemoteFiles? fetched) => fetched is RemoteFiles remotes
        ? new(remotes.Moving.Select(remote => KeyValuePair.Create(remote.Reference, remote.Id))) : NamedMap<string>.Empty;

    /// <summary>Where the remote files of this run and the lock file do not agree.</summary>
    public static ImmutableArray<Diagnostic> RemoteDeviations(NamedMap<string> remotes, LockedImages locked) =>
    [
        .. remotes.Keys.Where(remote => !locked.Remotes.Contains(remote)).Select(
            remote => Diagnostic.Error(DiagnosticCode.NotLocked, $"{remote} is not in {Name}", default, help: "run `ncompose lock`")),
        .. locked.RemotePlaces.Where(item => !remotes.Contains(item.Key))
            .Select(item => Diagnostic.Error(
                DiagnosticCode.NotLocked, $"in {Name}, and named by no file: {item.Key}", item.Value, help: "run `ncompose lock`")),
    ];

    public static void Write(string path, NamedMap<string> pins, NamedMap<string> remotes)
    {
        var text = new StringBuilder(
            "# The content of the images that this project names. Written by `ncompose lock`; keep it beside the compose file, under version control.\nversion: 1\nimages:");
        text.Append(pins.Count == 0 ? " {}\n" : "\n");
        Append(text, pins);
        if (remotes.Count > 0)
            text.Append(RemotePins.Section).Append(":\n");
        Append(text, remotes);
        var fresh = path + ".new";
        File.WriteAllText(fresh, text.ToString());
        File.Move(fresh, path, overwrite: true);
    }

    private static void Append(StringBuilder text, NamedMap<string> pins)
    {
        foreach (var (name, pin) in pins)
            text.Append("  \"").Append(name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                .Append("\": ").Append(pin).Append('\n');
    }

    private static bool IsDigest(YamlNode node) =>
        node is YamlScalar { Text: var text } && text.StartsWith("sha256:", StringComparison.Ordinal)
            && text.Length == "sha256:".Length + 64;
}

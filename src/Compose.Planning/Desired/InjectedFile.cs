using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A config or secret that is written into the container. The content stays in the model, so that no plan can print it.</summary>
public sealed record InjectedFile(string Kind, FileObject Object, string Path, int Mode, int? Uid, int? Gid)
{
    private const int DefaultMode = 0b100_100_100;

    /// <summary>Files of this machine are mounted; contents of variables and of the compose file are written into the container.</summary>
    public static IEnumerable<InjectedFile> Of(ComposeProject project, Service service) =>
        Of(service.Secrets, project.Secrets, "secret").Concat(Of(service.Configs, project.Configs, "config"));

    public override string ToString() => $"{Kind} {Object.Key} -> {Path}";

    private static IEnumerable<InjectedFile> Of(ImmutableArray<FileReference> references, NamedMap<FileObject> objects, string kind)
    {
        foreach (var reference in references)
            if (objects.TryGet(reference.Source, out var found) && found is { File: null, External: false })
                yield return new InjectedFile(kind, found, TargetOf(reference, kind), reference.Mode ?? DefaultMode, Id(reference.Uid),
                    Id(reference.Gid));
    }

    private static string TargetOf(FileReference reference, string kind)
    {
        var target = reference.Target is { Length: > 0 } given ? given : reference.Source;
        if (target.StartsWith('/'))
            return target;
        return kind == "secret" ? "/run/secrets/" + target : "/" + target;
    }

    private static int? Id(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

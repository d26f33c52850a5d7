using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>
/// Files that were written into a container before it was started: configs and secrets with `content` or `environment`, and what was
/// copied in by hand. The engine does not say what they are, and a new container does not have them.
/// </summary>
internal sealed record WrittenFiles(ImmutableArray<string> Paths)
{
    public static readonly WrittenFiles None = new([]);

    private const int MostLookedAt = 200;
    private const int MostNamed = 5;
    private const string SecretFolder = "/run/secrets/";

    /// <summary>Engines make these themselves.</summary>
    private static readonly string[] OfTheEngine =
        ["/.dockerenv", "/dev", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf", "/proc", "/run/.containerenv", "/sys"];

    /// <summary>Why they are not known, or not all of them.</summary>
    public string? Unknown { get; private init; }

    public static async Task<WrittenFiles> FindAsync(EngineClient engine, ContainerInspectResponse container,
        CancellationToken cancellationToken)
    {
        try
        {
            var candidates = Candidates(await engine.ChangedPathsAsync(container.ID, cancellationToken),
                [.. container.Mounts.OrEmpty().Select(mount => mount.Destination)]);
            var started = StartOf(container.State?.StartedAt);
            var written = ImmutableArray.CreateBuilder<string>();
            foreach (var path in candidates.Take(MostLookedAt))
                if (await IsWrittenAsync(engine, container.ID, path, started, cancellationToken))
                    written.Add(path);
            return new WrittenFiles(written.ToImmutable())
            {
                Unknown = candidates.Count <= MostLookedAt ? null
                    : $"it has {candidates.Count} changed files, of which {MostLookedAt} were looked at",
            };
        }
        catch (EngineError refusal)
        {
            // Some engines cannot compare a container with its image. The rest of the file does not depend on it.
            return None with { Unknown = refusal.Message };
        }
    }

    /// <summary>Changed paths that may be such files, secrets first: without folders of changes, and without what is mounted.</summary>
    internal static IReadOnlyList<string> Candidates(IReadOnlyList<string> changed, IReadOnlyCollection<string> mounted)
    {
        var folders = changed.Select(path => path[..Math.Max(path.LastIndexOf('/'), 0)]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. changed.Where(path => !folders.Contains(path) && !mounted.Concat(OfTheEngine).Any(root => IsAtOrBelow(path, root)))
                .OrderByDescending(IsSecret).ThenBy(path => path, StringComparer.Ordinal),
        ];
    }

    public string? Warning(string container, string service)
    {
        if (Paths.IsEmpty)
            return Unknown is null ? null : $"{container}: which files were written into it before it started is not known: {Unknown}";
        var named = string.Join(", ", Paths.Take(MostNamed)) + Others;
        return $"{container}: {named} {(Paths.Length == 1 ? "was" : "were")} written into it before it started, and a new container does "
            + $"not have {(Paths.Length == 1 ? "it" : "them")}: declare "
            + (Paths.Length == 1 ? "a config or secret " : "configs or secrets ")
            + $"of service \"{service}\"" + (Unknown is null ? "" : $" ({Unknown})");
    }

    private string Others => Paths.Length > MostNamed ? $" and {Paths.Length - MostNamed} more" : "";

    private static async Task<bool> IsWrittenAsync(EngineClient engine, string container, string path, DateTimeOffset started,
        CancellationToken cancellationToken)
    {
        try
        {
            var stat = await engine.StatPathAsync(container, path, cancellationToken);
            return !stat.IsDirectory && !stat.IsLink && (IsSecret(path) || IsOlder(new DateTimeOffset(stat.Mtime.ToUniversalTime()), started));
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The program has removed it since the engine listed it.
            return false;
        }
    }

    /// <summary>What is older than this was not written by the container's program; all is, when it never ran.</summary>
    private static DateTimeOffset StartOf(string? moment) =>
        DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, out var started) && started.Year > 1
            ? started : DateTimeOffset.MaxValue;

    /// <summary>The times of files that came in an archive are rounded to whole seconds, up as well as down.</summary>
    internal static bool IsOlder(DateTimeOffset written, DateTimeOffset started) =>
        written < started || (written.Ticks % TimeSpan.TicksPerSecond == 0 && written - TimeSpan.FromSeconds(0.5) <= started);

    /// <summary>The clock of the machine that wrote it may be wrong, but no program writes into this folder.</summary>
    private static bool IsSecret(string path) => path.StartsWith(SecretFolder, StringComparison.Ordinal);

    private static bool IsAtOrBelow(string path, string root) =>
        path == root || path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
}

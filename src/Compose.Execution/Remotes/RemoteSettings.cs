using Compose.Host;

namespace Compose.Execution.Remotes;

/// <summary>What the fetching of remote files depends on.</summary>
public sealed class RemoteSettings
{
    public static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(2);

    public required ProcessEnvironment Environment { get; init; }

    /// <summary>Registries that are reached over plain HTTP.</summary>
    public IReadOnlyCollection<string> InsecureRegistries { get; init; } = [];

    /// <summary>The digest or commit of references, from the lock file.</summary>
    public IReadOnlyDictionary<string, string> Pins { get; init; } = new Dictionary<string, string>();

    /// <summary>References without a pin are refused.</summary>
    public bool Frozen { get; init; }

    /// <summary>What was read last is taken when a registry or repository gives nothing: for commands that create nothing.</summary>
    public bool TakesLastRead { get; init; }

    /// <summary>What was read last is taken without asking: for runs that need the files only to know the target.</summary>
    public bool PrefersLastRead { get; init; }

    /// <summary>Gets a line before each download.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>The longest that one file may take.</summary>
    public TimeSpan Limit { get; init; } = UsualLimit;

    public CancellationToken Stop { get; init; }
}

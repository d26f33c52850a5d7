using Compose.Cli.Commands.Swarm;
using Compose.Execution.Converging;

namespace Compose.Cli.Commands.Up;

/// <summary>What `up`, `create` and `scale` were asked for.</summary>
internal sealed record UpOptions : ConvergeOptions
{
    public string Verb { get; init; } = "up";
    public bool Detach { get; init; } = true;
    public bool QuietPull { get; init; }
    public bool QuietBuild { get; init; }

    public SwarmOptions Swarm { get; init; } = SwarmOptions.None;

    /// <summary>`up --watch`.</summary>
    public bool Watch { get; init; }

    /// <summary>The .svg or .json file that shows when each step ran.</summary>
    public string? Timeline { get; init; }

    public AttachOptions Attach { get; init; } = new();
}

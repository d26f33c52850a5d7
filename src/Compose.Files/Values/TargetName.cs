using Compose.Files.Model;

namespace Compose.Files.Values;

/// <summary>The words for <see cref="DeployTarget"/>: `engine` and `swarm`.</summary>
public static class TargetName
{
    public const string Expected = "engine or swarm";

    /// <summary>Null for any other word.</summary>
    public static DeployTarget? Parse(string? text) => text switch
    {
        "engine" => DeployTarget.Engine,
        "swarm" => DeployTarget.Swarm,
        _ => null,
    };

    public static string Of(DeployTarget target) => target == DeployTarget.Swarm ? "swarm" : "engine";
}

namespace Compose.Engine.Wire;

/// <summary>What an image gives to the containers that are made from it, as far as they do not say it themselves.</summary>
public sealed record ImageConfig
{
    public string User { get; init; } = "";
    public IReadOnlyList<string> Env { get; init; } = [];
    public IReadOnlyList<string> Cmd { get; init; } = [];
    public IReadOnlyList<string> Entrypoint { get; init; } = [];
    public string WorkingDir { get; init; } = "";
    public string StopSignal { get; init; } = "";
    public HealthcheckConfig? Healthcheck { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing.Strings;

    /// <summary>The paths that get a volume of their own.</summary>
    public IReadOnlyCollection<string> Volumes { get; init; } = [];

    internal static ImageConfig Read(ref WireCursor at) => at.Object(new ImageConfig(), static (into, field, ref at) => field switch
    {
        "User" => into with { User = at.Text() },
        "Env" => into with { Env = at.Texts() },
        "Cmd" => into with { Cmd = at.Texts() },
        "Entrypoint" => into with { Entrypoint = at.Texts() },
        "WorkingDir" => into with { WorkingDir = at.Text() },
        "StopSignal" => into with { StopSignal = at.Text() },
        "Healthcheck" => into with { Healthcheck = at.Optional(HealthcheckConfig.Read) },
        "Labels" => into with { Labels = at.TextMap() },
        "Volumes" => into with { Volumes = at.Names() },
        _ => at.Skip(into),
    });
}

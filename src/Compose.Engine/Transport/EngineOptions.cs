using Compose.Engine.Versions;

namespace Compose.Engine.Transport;

public sealed record EngineOptions
{
    public static EngineOptions Default { get; } = new();

    /// <summary>Called for every exchange when its head has arrived, from any thread; must not block.</summary>
    public Action<EngineCall>? Observer { get; init; }

    /// <summary>Speak this version and do not ask.</summary>
    public ApiVersion? Version { get; init; }

    public string UserAgent { get; init; } = "ncompose";
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

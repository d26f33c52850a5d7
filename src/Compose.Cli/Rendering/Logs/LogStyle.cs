namespace Compose.Cli.Rendering.Logs;

/// <summary>
/// How log lines look. <paramref name="SplitErrors"/>: what a container writes to its standard error goes to ours (`up`);
/// <paramref name="Timestamps"/>: the clock of `up --timestamps` — `logs --timestamps` has the engine's own.
/// </summary>
internal sealed record LogStyle(bool Prefix, bool Color, bool SplitErrors = false, TimeProvider? Timestamps = null);

using Compose.Files;

namespace Compose.Planning.Desired;

/// <summary>
/// The config hash in every dialect: one is written, each of them counts as unchanged. Computed on first use. <paramref name="foreign"/> is
/// Docker Compose's hash for the same attributes, if it differs; it counts too.
/// </summary>
public sealed class SpecHash(Func<Dialect, string> hash, Func<Dialect, string>? foreign = null)
{
    private string? _v5;
    private string? _v240;

    public string In(Dialect dialect) => dialect == Dialect.V240 ? _v240 ??= hash(Dialect.V240) : _v5 ??= hash(Dialect.V5);

    public bool Matches(string? label) =>
        label is not null
        && (label == In(Dialect.V5) || label == In(Dialect.V240)
            || (foreign is not null && (label == foreign(Dialect.V5) || label == foreign(Dialect.V240))));
}

using Compose.Files;

namespace Compose.Planning.Desired;

/// <summary>The config hash in every dialect: one is written, each of them counts as "unchanged".</summary>
public sealed record SpecHash(string V5, string V240)
{
    public string In(Dialect dialect) => dialect == Dialect.V240 ? V240 : V5;

    public bool Matches(string? label) => label is not null && (label == V5 || label == V240);
}

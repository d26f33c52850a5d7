namespace Compose.Execution.Providers;

internal sealed record ProviderCommand
{
    public IReadOnlyList<ProviderParameter>? Parameters { get; init; }

    public ProviderParameter? Find(string name) => Parameters?.FirstOrDefault(parameter => parameter.Name == name);
}

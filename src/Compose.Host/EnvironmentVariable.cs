namespace Compose.Host;

/// <summary>
/// A variable that the product reads. Only <see cref="EnvironmentNames"/> makes one, so every read goes through that catalogue.
/// </summary>
/// <param name="Name">The name in the environment.</param>
/// <param name="Meaning">What the product does with the value, for docs/environment.md.</param>
public abstract record EnvironmentVariable(string Name, string Meaning);

namespace Compose.Files;

/// <summary>Whose words `config` and the config hash speak: Docker Compose changed them between 2.40 and 5.</summary>
public enum Dialect
{
    V5,
    V240,
}

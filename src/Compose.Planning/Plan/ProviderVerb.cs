namespace Compose.Planning;

public enum ProviderVerb
{
    Up,
    Stop,
    Down,
}

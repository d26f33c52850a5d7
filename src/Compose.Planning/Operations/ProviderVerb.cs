namespace Compose.Planning.Operations;

public enum ProviderVerb
{
    Up,
    Stop,
    Down,
}

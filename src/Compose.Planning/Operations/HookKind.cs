namespace Compose.Planning.Operations;

public enum HookKind
{
    /// <summary>In a container of its own, before the first replica starts.</summary>
    PreStart,
    PostStart,
    PreStop,
}

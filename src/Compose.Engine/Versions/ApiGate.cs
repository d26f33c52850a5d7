namespace Compose.Engine.Versions;

/// <summary>Something that engines can do from a version on; the engine's name is for messages.</summary>
public readonly record struct ApiGate(ApiVersion Since, string Engine)
{
    public bool IsOpen(ApiVersion version) => version >= Since;
}

namespace Compose.Engine.Artifacts;

/// <summary>A layer with what is in it.</summary>
public sealed record LayerContent(Layer Layer, byte[] Content);
